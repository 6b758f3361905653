import { randomBytes } from 'node:crypto';
import type { SessionAgent } from '../chat/session-binding.ts';
import type { KagentiError } from '../errors/kagenti-error.ts';
import type { Diagnostics } from '../observability/diagnostics.ts';
import { defaultTimeouts, type TimeoutOptions, type Timeouts } from '../sending/timeouts.ts';
import { type BaseUrl, parseBaseUrl } from './base-url.ts';
import type { KagentiClientOptions, RetryOptions } from './client-options.ts';
import { invalidOptions } from './invalid-options.ts';

/** Longest time that Node's timers keep. */
const maximumMs = 2 ** 31 - 1;
const minimumKeyBytes = 32;

const defaultRetry: Required<RetryOptions> = {
  maxRetries: 2,
  baseDelayMs: 250,
  maxDelayMs: 8_000,
  retryAfterCapMs: 30_000,
  budget: 20,
};

/** Checks the clocks and fills in what was left out. */
export function resolveTimeouts(options: TimeoutOptions | undefined): Timeouts {
  const timeouts = { ...defaultTimeouts, ...withoutUndefined(options ?? {}) };
  for (const [name, value] of Object.entries(timeouts)) {
    checkNumber(`timeouts.${name}`, value, 1, maximumMs);
  }
  return timeouts;
}

/** Checks the rules of repeating and fills in what was left out. */
export function resolveRetry(options: RetryOptions | undefined): Required<RetryOptions> {
  const retry = { ...defaultRetry, ...withoutUndefined(options ?? {}) };
  for (const [name, value] of Object.entries(retry)) {
    checkNumber(`retry.${name}`, value, 0, maximumMs);
  }
  return retry;
}

/** Refuses a number that is none, or outside its range. */
export function checkNumber(
  name: string,
  value: unknown,
  minimum: number,
  maximum: number,
  refuse: (rule: string) => KagentiError = invalidOptions,
): void {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < minimum || value > maximum) {
    throw refuse(`${name} is a whole number from ${minimum} to ${maximum}`);
  }
}

/** The session key as bytes; a random one where none was given, which the log says. */
export function resolveSessionKey(
  sessions: KagentiClientOptions['sessions'],
  diagnostics: Diagnostics,
): Uint8Array {
  const key = sessions?.key;
  if (key === undefined) {
    diagnostics.info(
      'Kagenti chat sessions are bound with a key of this process alone: they end with it, and other replicas refuse them. Set boost.encryptionSecret, or sessions.key, to share them.',
    );
    return randomBytes(minimumKeyBytes);
  }
  const bytes = typeof key === 'string' ? Buffer.from(key, 'utf8') : key;
  if (!(bytes instanceof Uint8Array) || bytes.byteLength < minimumKeyBytes) {
    throw invalidOptions(`sessions.key has at least ${minimumKeyBytes} bytes`);
  }
  return bytes;
}

/** The default agent in its two parts. */
export function resolveDefaultAgent(defaultAgent: string | undefined): SessionAgent | undefined {
  if (defaultAgent === undefined) return undefined;
  const [namespace = '', name = '', ...rest] = defaultAgent.split('/');
  if (namespace === '' || name === '' || rest.length > 0) {
    throw invalidOptions('defaultAgent has the form namespace/name');
  }
  return { namespace, name };
}

/** The base URL, checked. */
export function resolveBaseUrl(options: KagentiClientOptions): BaseUrl {
  return parseBaseUrl(options.baseUrl, options.allowInClusterHttp === true);
}

/** An option that is there but undefined is one that was left out. */
function withoutUndefined<T extends object>(
  options: T,
): { [K in keyof T]?: Exclude<T[K], undefined> };
function withoutUndefined(options: object): object {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
