import { setImmediate as turn } from 'node:timers/promises';
import { vi } from 'vitest';
import { KagentiClient } from '../../src/kagenti-client.ts';
import type { EndedCall } from './broken-promises.fixture.ts';
import { performCall, ScheduledTokens } from './perform-call.fixture.ts';
import { well } from './retry-model.fixture.ts';
import type { Schedule, ScheduledCall, Step } from './schedule.fixture.ts';
import { ScheduleDispatcher } from './schedule-dispatcher.fixture.ts';

/** What a schedule came to. */
export interface ScheduleEnd {
  /** The calls, in their order. */
  readonly calls: readonly EndedCall[];
  /** Timers of the client that are left when all calls have settled. */
  readonly timers: number;
}

/** Runs a schedule in driven time: fake timers must be in use. */
export async function runSchedule(schedule: Schedule): Promise<ScheduleEnd> {
  const met = schedule.calls.map((): Step[] => []);
  const dispatcher = new ScheduleDispatcher(user => {
    const call = Number(user.split('-')[1]);
    const step = schedule.calls[call]?.steps[met[call]?.length ?? 0] ?? well;
    met[call]?.push(step);
    return step;
  });
  const dice = rolled(schedule.draws);
  const { totalMs, maxRetries, budget, baseDelayMs, maxDelayMs } = schedule;
  const kagenti = new KagentiClient({
    baseUrl: 'http://127.0.0.1:1',
    tokens: new ScheduledTokens(schedule.tokenMs, schedule.hasOtherTokens),
    sessions: { key: Buffer.alloc(32, 'k') },
    dispatcher,
    // The clock for headers is undici's; here it must not lengthen that of a stream's start.
    timeouts: { totalMs, headersMs: 1 },
    retry: { maxRetries, budget, baseDelayMs, maxDelayMs },
  });
  const start = async (call: ScheduledCall, index: number): Promise<EndedCall> => {
    const performed = await performCall(kagenti.asUser(`user:default/call-${index}`), call);
    return { ...performed, call, met: met[index] ?? [] };
  };
  let calls: EndedCall[] = [];
  try {
    if (schedule.atOnce) calls = await driven(Promise.all(schedule.calls.map(start)));
    else
      for (const [index, call] of schedule.calls.entries())
        calls.push(await driven(start(call, index)));
  } finally {
    dice.mockRestore();
  }
  const timers = vi.getTimerCount() - dispatcher.timers;
  await kagenti.close();
  vi.clearAllTimers();
  return { calls, timers };
}

/** Lets time pass until the work is done; work that waits for nothing that can come is told. */
async function driven<T>(work: Promise<T>): Promise<T> {
  let isSettled = false;
  const noted = work.finally(() => {
    isSettled = true;
  });
  noted.catch(() => undefined);
  for (;;) {
    await turn();
    if (isSettled) return noted;
    if (vi.getTimerCount() === 0) throw new Error('A call never settles.');
    vi.advanceTimersToNextTimer();
  }
}

function rolled(eighths: readonly number[]) {
  let index = 0;
  return vi.spyOn(Math, 'random').mockImplementation(() => {
    const draw = eighths[index % eighths.length] ?? 0;
    index += 1;
    return draw / 8;
  });
}
