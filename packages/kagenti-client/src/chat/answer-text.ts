import type { Question } from './chat-event.ts';

/**
 * The message that answers a question. Kagenti passes only text and session on to the agent, so the id that an agent
 * gave its question is added to the text, as `(request ID)`.
 *
 * @param answer - What the user wrote.
 * @param question - The question that waits for an answer; undefined when none does.
 * @returns the text to send
 */
export function answerText(
  answer: string,
  question: Pick<Question, 'requestId'> | undefined,
): string {
  const id = question?.requestId;
  return id === undefined ? answer : `${answer} (request ${id})`;
}
