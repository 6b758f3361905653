import type { Frame } from './frame.ts';

/** The task of the agent; the recorded one called every task so. */
const taskId = 't1';

/** A change of the task's state, in the A2A version's own spelling. */
export function status(state: string, message?: string | null, final = false): Frame {
  const event = { type: 'status', taskId, state, final };
  return message === undefined ? { event } : { event: { ...event, message } };
}

/** The last change of state; the backend repeats its message as content. */
export function finalStatus(state: string, message: string, type = 'status'): Frame {
  return { event: { type, taskId, state, final: true, message }, content: message };
}

/** A part of the agent's answer; the index is null where the agent sends none (A2A 0.3). */
export function artifact(content: string, index: number | null): Frame {
  return { event: { type: 'artifact', taskId, name: 'answer', index }, content };
}

/** A Message in place of a task. */
export function directMessage(message: string): Frame {
  return {
    event: { type: 'status', taskId: 'm1', state: 'WORKING', final: false, message },
    content: message,
  };
}

/** The end that the backend announces, where the agent sent `[DONE]`. */
export const done: Frame = { done: true };
