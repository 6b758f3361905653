import { getEventListeners } from 'node:events';
import { KagentiError } from '../../src/errors/kagenti-error.ts';
import type { BoundKagentiClient } from '../../src/kagenti-client.ts';
import type { TokenSource } from '../../src/options/token-source.ts';
import type { Attempt } from '../../src/sending/attempt.ts';
import { outcomeOf } from '../faults/fault-outcome.fixture.ts';
import { weatherAgent } from '../fixtures/test-client.fixture.ts';
import type { CallEnd } from './retry-model.fixture.ts';
import type { ScheduledCall } from './schedule.fixture.ts';

/** What a call came to, and whether it left a listener. */
export interface PerformedCall extends CallEnd {
  readonly listeners: number;
}

/** Makes a scheduled call, and aborts it when that is due. */
export async function performCall(
  api: BoundKagentiClient,
  call: ScheduledCall,
): Promise<PerformedCall> {
  const controller = new AbortController();
  const { signal } = controller;
  const { abortAtMs, maxRetries } = call;
  const timer =
    abortAtMs === undefined
      ? undefined
      : setTimeout(() => {
          controller.abort();
        }, abortAtMs);
  const options = { signal, ...(maxRetries === undefined ? {} : { maxRetries }) };
  const end = await perform(api, call.name, options).then(
    ({ outcome, attempts }) => ({ outcome, delaysMs: delaysOf(attempts) }),
    (error: unknown) => ({
      outcome: outcomeOf(error),
      delaysMs: delaysOf(error instanceof KagentiError ? error.attempts : []),
    }),
  );
  clearTimeout(timer);
  return { ...end, listeners: getEventListeners(signal, 'abort').length };
}

function delaysOf(attempts: readonly Attempt[]): readonly number[] {
  return attempts.map(({ delayMs }) => delayMs);
}

async function perform(
  api: BoundKagentiClient,
  name: ScheduledCall['name'],
  options: { readonly signal: AbortSignal; readonly maxRetries?: number },
): Promise<{ outcome: string; attempts: readonly Attempt[] }> {
  const message = { ...weatherAgent, message: 'hi' };
  if (name === 'chat.stream') {
    await api.chat.stream(message, options).text();
    // A stream that ends well does not tell its attempts: whoever needs them counts requests.
    return { outcome: 'the reply', attempts: [] };
  }
  const calls = {
    'agents.list': () => api.agents.list({ namespace: 'team1' }, options),
    'agents.delete': () => api.agents.delete(weatherAgent, options),
    'agents.create': () => api.agents.create(weatherAgent, options),
    'health.live': () => api.health.live({}, options),
    'chat.send': () => api.chat.send(message, options),
  };
  const { attempts } = await calls[name]().withResponse();
  return { outcome: 'the data', attempts };
}

/** Tokens that take their time, and that may never be others. */
export class ScheduledTokens implements TokenSource {
  readonly #takesMs: number;
  readonly #hasOthers: boolean;
  #number = 1;

  constructor(takesMs: number, hasOthers: boolean) {
    this.#takesMs = takesMs;
    this.#hasOthers = hasOthers;
  }

  async getToken({ signal }: { readonly signal?: AbortSignal } = {}): Promise<string> {
    if (this.#takesMs > 0) {
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(resolve, this.#takesMs);
        signal?.addEventListener('abort', () => {
          clearTimeout(timer);
          reject(new Error('left'));
        });
      });
    }
    return `token-${this.#number}`;
  }

  invalidate(): void {
    if (this.#hasOthers) this.#number += 1;
  }
}
