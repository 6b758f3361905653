import type { ChatMessage } from './chat-message.ts';
import { agentStatusOf } from './recorded-streams.ts';

/** What a send request is answered with. */
export type SendReply =
  | { readonly kind: 'content'; readonly content: string }
  /** Nothing until the backend gives the agent up. */
  | { readonly kind: 'silence' }
  | { readonly kind: 'refusal'; readonly status: number; readonly detail: string };

/** What the real backend made of the recorded agent's replies, by the message that asked for them. */
export const recordedSends: Readonly<Record<string, SendReply>> = {
  // The answer is in artifacts, where send does not look.
  'artifacts-only': { kind: 'content', content: 'No response from agent' },
  // A failed task and a question to the human are successes here.
  failed: { kind: 'content', content: 'no such city' },
  hitl: { kind: 'content', content: 'Which city?' },
  'rpc-error': { kind: 'content', content: 'Error: Internal error' },
  'null-message': {
    kind: 'refusal',
    status: 500,
    detail: "Error sending message: 'NoneType' object has no attribute 'get'",
  },
  html: {
    kind: 'refusal',
    status: 500,
    detail: 'Error sending message: Expecting value: line 1 column 1 (char 0)',
  },
  auth: { kind: 'refusal', status: 401, detail: 'Agent returned error: ' },
  hang: { kind: 'silence' },
};

/** The recorded agent's reply to a message; it echoes what is no word of its. */
export function recordedSend(message: ChatMessage): SendReply {
  const { text } = message;
  const status = agentStatusOf(text);
  if (status !== undefined) {
    const detail = `Agent returned error: the agent says ${status}`;
    return { kind: 'refusal', status, detail };
  }
  const content = text === 'whoami' ? whatReached(message) : `echo: ${text}`;
  return (
    (Object.hasOwn(recordedSends, text) ? recordedSends[text] : undefined) ?? {
      kind: 'content',
      content,
    }
  );
}

/** The caller's token reaches the agent, and its user does not. */
function whatReached({ clientId, audience, sessionId }: ChatMessage): string {
  return [
    `bearer of ${clientId ?? 'nobody'}`,
    `audience ${JSON.stringify(audience ?? null)}`,
    'X-Backstage-User absent',
    `contextId ${sessionId ?? 'absent'}`,
  ].join(', ');
}
