import type { ChatEvent, ChatStream } from '@rhdh-boost/kagenti-client';
/**
 * The events of a reply, and an empty text whenever none came for a while. Proxies keep the connection then, and Boost's
 * route, which checks at each event whether the browser is there, ends the call soon after it left.
 */
export declare function withHeartbeat(stream: ChatStream, ms: number): AsyncGenerator<ChatEvent>;
