import type { PerformedCall } from './perform-call.fixture.ts';
import { type CallEnd, mayHaveRun } from './retry-model.fixture.ts';
import type { Schedule, ScheduledCall, ScheduledName, Step } from './schedule.fixture.ts';

const unsafe = new Set<ScheduledName>(['agents.create', 'chat.send', 'chat.stream']);
const good = new Set(['the data', 'the reply']);

/** A call with what it came to. */
export interface EndedCall extends PerformedCall {
  readonly call: ScheduledCall;
  /** What its attempts met. */
  readonly met: readonly Step[];
}

/** What the calls of a schedule did that they must never do, in whatever order they met their budget. */
export function brokenPromises(schedule: Schedule, calls: readonly EndedCall[]): string[] {
  const retries = calls.reduce(
    (sum, { met }) => sum + Math.max(0, met.length - 1 - resent(met)),
    0,
  );
  const earned = calls.filter(({ outcome }) => good.has(outcome)).length / 10;
  return [
    ...calls.flatMap(call => brokenBy(schedule, call)),
    ...(retries > schedule.budget + earned ? ['more retries than the budget has'] : []),
  ];
}

function brokenBy(
  { maxRetries }: Schedule,
  { call, met, delaysMs, listeners }: EndedCall,
): string[] {
  const limit = 1 + (call.maxRetries ?? maxRetries) + resent(met);
  const isTwice = unsafe.has(call.name) && met.slice(0, -1).some(mayHaveRun);
  return [
    ...(met.length > limit ? [`${call.name} was sent ${met.length} times`] : []),
    // What may have run must be the last that was sent.
    ...(isTwice ? [`${call.name} may have run twice`] : []),
    ...(delaysMs.some(delayMs => delayMs > 37_500) ? [`${call.name} waited too long`] : []),
    ...(listeners > 0 ? [`${call.name} left a listener`] : []),
  ];
}

/** Once more after a refused token. */
function resent(met: readonly Step[]): number {
  return met.some(({ kind, status }) => kind === 'answer' && status === 401) ? 1 : 0;
}

/** How an ended call differs from what the model says; a stream that ends well tells no delays. */
export function differences(wanted: CallEnd, seen: EndedCall): string[] {
  const { outcome, delaysMs } = wanted;
  const isSame =
    outcome === seen.outcome &&
    delaysMs.length === seen.met.length &&
    (outcome === 'the reply' || delaysMs.join() === seen.delaysMs.join());
  if (isSame) return [];
  return [
    `${seen.call.name}: ${seen.outcome} after ${seen.met.length} attempts and waits of ${seen.delaysMs.join()}, not ${outcome} after ${delaysMs.length} and ${delaysMs.join()}`,
  ];
}
