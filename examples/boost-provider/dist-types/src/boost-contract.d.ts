export type InputItem = {
    type: 'text';
    text: string;
} | {
    type: 'file' | 'image';
    url: string;
};
export type StreamEvent = {
    type: 'text' | 'reasoning';
    text: string;
} | {
    type: 'approval';
    requestId: string;
    message?: string | undefined;
} | {
    type: 'auth';
    message?: string | undefined;
} | {
    type: 'artifact';
    artifactId: string;
    content: string;
} | {
    type: 'error';
    message: string;
    code?: string;
} | {
    type: 'done';
};
export interface AgenticProvider {
    descriptor: {
        id: string;
        name: string;
        description: string;
        capabilities: object;
    };
    chat(items: InputItem[], options?: {
        userRef?: string;
    }): Promise<string>;
    chatStream(items: InputItem[], options?: {
        userRef?: string;
    }): AsyncIterable<StreamEvent>;
}
export declare const boostProviderExtensionPoint: import("@backstage/backend-plugin-api").ExtensionPoint<{
    registerProvider(provider: AgenticProvider): void;
}>;
