// Boost's contract of a provider. Its package is not on npm: types match by shape, extension points by id.
import { createExtensionPoint } from '@backstage/backend-plugin-api';

export type InputItem = { type: 'text'; text: string } | { type: 'file' | 'image'; url: string };

export type StreamEvent =
  | { type: 'text' | 'reasoning'; text: string }
  | { type: 'approval'; requestId: string; message?: string | undefined }
  | { type: 'auth'; message?: string | undefined }
  | { type: 'artifact'; artifactId: string; content: string }
  | { type: 'error'; message: string; code?: string }
  | { type: 'done' };

export interface AgenticProvider {
  descriptor: { id: string; name: string; description: string; capabilities: object };
  chat(items: InputItem[], options?: { userRef?: string }): Promise<string>;
  chatStream(items: InputItem[], options?: { userRef?: string }): AsyncIterable<StreamEvent>;
}

export const boostProviderExtensionPoint = createExtensionPoint<{
  registerProvider(provider: AgenticProvider): void;
}>({ id: 'boost.provider' });
