import type { Schedule, ScheduledCall, ScheduledName, Step } from './schedule.fixture.ts';

/** What a call comes to. */
export interface CallEnd {
  readonly outcome: string;
  /** How long was waited before each attempt. */
  readonly delaysMs: readonly number[];
}

const safe = new Set<ScheduledName>(['agents.list', 'agents.delete', 'health.live']);
const later = new Set([408, 425, 429, 502, 503, 504]);
const retryAfterCapMs = 30_000;

/** What happens to a step that was not there: all is well. */
export const well: Step = {
  kind: 'answer',
  status: 200,
  retryAfterSeconds: -1,
  ofAgent: false,
  latencyMs: 0,
};

/** True when the server may have carried the operation out. */
export function mayHaveRun({ kind, status }: Step): boolean {
  if (kind === 'answer') return status !== 401;
  return !['refused', 'connectTimeout', 'certificate'].includes(kind);
}

function isTurnedAway({ kind, status }: Step): boolean {
  return kind === 'answer' && (status === 429 || status === 425);
}

/** The rule for retries, written once more and as plainly as it goes, for calls one after the other. */
export class RetryModel {
  readonly #schedule: Schedule;
  /** Retries that are left, and the calls that succeeded since the last was earned. */
  #left: number;
  #successes = 0;
  #draws = 0;

  constructor(schedule: Schedule) {
    this.#schedule = schedule;
    this.#left = schedule.budget;
  }

  /** What the next call comes to. */
  call(call: ScheduledCall): CallEnd {
    const { totalMs, hasOtherTokens, tokenMs } = this.#schedule;
    const maxRetries = call.maxRetries ?? this.#schedule.maxRetries;
    const isStream = call.name === 'chat.stream';
    const endMs = Math.min(totalMs, call.abortAtMs ?? Infinity);
    const early = endMs === totalMs ? `timeout ${isStream ? 'headers' : 'total'}` : 'abort';
    const delaysMs: number[] = [];
    let retries = 0;
    let elapsedMs = 0;
    let delayMs = 0;
    let isRefused = false;
    let mayBeGone = false;
    for (let index = 0; ; index += 1) {
      if (call.name !== 'health.live') elapsedMs += tokenMs;
      if (elapsedMs > endMs) return { outcome: early, delaysMs };
      const step = call.steps[index] ?? well;
      delaysMs.push(delayMs);
      elapsedMs += step.latencyMs;
      if (elapsedMs > endMs) return { outcome: early, delaysMs };
      const isToken = isRefusedToken(call, step);
      const isSuccess =
        isWell(step) ||
        // From its headers on, a stream is no attempt any more.
        (isStream && (step.kind === 'cut' || step.kind === 'idleTimeout')) ||
        (call.name === 'agents.delete' && isStatus(step, 404) && mayBeGone);
      if (isSuccess) {
        this.#earn();
        return { outcome: successOf(call, step), delaysMs };
      }
      const outcome = failureOf(call, step, mayBeGone);
      if (isToken && call.name !== 'health.live' && !isRefused) {
        isRefused = true;
        if (!hasOtherTokens) {
          elapsedMs += tokenMs;
          return { outcome: elapsedMs > endMs ? early : outcome, delaysMs };
        }
        delayMs = 0;
        continue;
      }
      // What was turned away as one too many, or too early, has removed nothing.
      mayBeGone ||= mayHaveRun(step) && !isTurnedAway(step);
      if (!isRepeatable(call, step) || retries === maxRetries) return { outcome, delaysMs };
      const askedMs = askedWait(step);
      if (askedMs > retryAfterCapMs) return { outcome, delaysMs };
      const waitMs = askedMs + this.#drawn(askedMs, retries);
      if (elapsedMs + waitMs > totalMs) return { outcome, delaysMs };
      if (this.#left === 0) return { outcome, delaysMs };
      this.#left -= 1;
      retries += 1;
      delayMs = waitMs;
      elapsedMs += waitMs;
      if (elapsedMs > endMs) return { outcome: early, delaysMs };
    }
  }

  /** What is waited beyond what the server asked for. */
  #drawn(askedMs: number, retries: number): number {
    const { baseDelayMs, maxDelayMs, draws } = this.#schedule;
    const draw = draws[this.#draws % draws.length] ?? 0;
    this.#draws += 1;
    return (draw / 8) * Math.min(maxDelayMs, Math.max(baseDelayMs * 2 ** retries, askedMs / 4));
  }

  /** Ten calls that succeed earn one retry, and never more than there were. */
  #earn(): void {
    if (this.#left === this.#schedule.budget) return;
    this.#successes += 1;
    if (this.#successes < 10) return;
    this.#successes = 0;
    this.#left += 1;
  }
}

function askedWait({ kind, retryAfterSeconds }: Step): number {
  return kind === 'answer' ? Math.max(0, retryAfterSeconds) * 1_000 : 0;
}

function isStatus({ kind, status }: Step, wanted: number): boolean {
  return kind === 'answer' && status === wanted;
}

function isWell(step: Step): boolean {
  return isStatus(step, 200);
}

function isRefusedToken(call: ScheduledCall, step: Step): boolean {
  return isStatus(step, 401) && !isOfAgent(call, step);
}

function isOfAgent({ name }: ScheduledCall, { kind, ofAgent }: Step): boolean {
  return kind === 'answer' && ofAgent && name.startsWith('chat.');
}

/** Whether another attempt can do no harm, and may help. */
function isRepeatable({ name }: ScheduledCall, { kind, status }: Step): boolean {
  if (kind === 'refused' || kind === 'connectTimeout') return true;
  if (kind === 'reset' || kind === 'cut') return safe.has(name);
  return kind === 'answer' && safe.has(name) && later.has(status);
}

function successOf({ name }: ScheduledCall, { kind }: Step): string {
  if (kind === 'cut') return 'stream truncated';
  if (kind === 'idleTimeout') return 'timeout idle';
  return name === 'chat.stream' ? 'the reply' : 'the data';
}

/** `ranBefore`: an attempt before this one may have been carried out, which its error says, too. */
function failureOf(call: ScheduledCall, step: Step, ranBefore: boolean): string {
  const sent = ranBefore ? '' : ', not sent';
  switch (step.kind) {
    case 'refused':
      return `connection ECONNREFUSED${sent}`;
    case 'certificate':
      return `connection CERT_HAS_EXPIRED${sent}`;
    case 'connectTimeout':
      return 'timeout connect';
    case 'headersTimeout':
      return 'timeout headers';
    case 'idleTimeout':
      return 'timeout idle';
    case 'answer':
      return `http ${step.status}${isOfAgent(call, step) ? ' of the agent' : ''}`;
    default:
      return 'connection ECONNRESET';
  }
}
