import type { TaskState } from './chat-event.ts';

const states: ReadonlyMap<string, TaskState> = new Map<string, TaskState>([
  ['submitted', 'submitted'],
  ['working', 'working'],
  ['input-required', 'input-required'],
  ['auth-required', 'auth-required'],
  ['completed', 'completed'],
  ['canceled', 'canceled'],
  ['cancelled', 'canceled'],
  ['failed', 'failed'],
  ['rejected', 'rejected'],
  ['unknown', 'unknown'],
  ['unspecified', 'unknown'],
]);

/** A state in one spelling, whichever version of A2A wrote it; undefined for one that is new. */
export function taskState(value: unknown): TaskState | undefined {
  if (typeof value !== 'string') return undefined;
  const spelled = value
    .toLowerCase()
    .replaceAll('_', '-')
    .replace(/^task-state-/, '');
  return states.get(spelled);
}

/** True for a state after which a task did not do what it was asked. */
export function isFailure(state: TaskState): boolean {
  return state === 'failed' || state === 'rejected' || state === 'canceled';
}
