import { invalidOptions } from '../errors/invalid-options.ts';
import { KagentiError } from '../errors/kagenti-error.ts';
import { hasMethods } from '../has-methods.ts';
import { isRecord } from '../is-record.ts';
import { checkNames, type OptionNames, optionGroup } from './check-names.ts';
import type {
  KagentiClientOptions,
  RetryOptions,
  SessionOptions,
  TlsOptions,
  Validation,
} from './client-options.ts';
import type { TimeoutOptions } from './timeouts.ts';
import { isTokenSource } from './token-source.ts';

const validations: Readonly<Record<Validation, true>> = { report: true, strict: true, off: true };

const clientOptions = {
  baseUrl: true,
  tokens: true,
  allowInClusterHttp: true,
  authorize: true,
  audit: true,
  sessions: true,
  namespaces: true,
  defaultAgent: true,
  dispatcher: true,
  tls: true,
  timeouts: true,
  retry: true,
  validation: true,
  onDrift: true,
  allowedHeaders: true,
  logger: true,
} satisfies Record<keyof KagentiClientOptions, true>;

/** Options that hold others, and their names. */
const groups = {
  sessions: { key: true, previousKeys: true } satisfies Record<keyof SessionOptions, true>,
  tls: { caFile: true } satisfies Record<keyof TlsOptions, true>,
  timeouts: {
    connectMs: true,
    headersMs: true,
    idleMs: true,
    streamIdleMs: true,
    totalMs: true,
  } satisfies Record<keyof TimeoutOptions, true>,
  retry: {
    maxRetries: true,
    baseDelayMs: true,
    maxDelayMs: true,
    retryAfterCapMs: true,
    budget: true,
  } satisfies Record<keyof RetryOptions, true>,
};

/**
 * Checks what the types promise: a caller without TypeScript would otherwise send calls without a token,
 * or have a hook that never runs.
 *
 * @throws KagentiError `invalid_options`, naming the option.
 */
export function checkOptions(options: KagentiClientOptions): void {
  if (!isRecord(options)) {
    throw new KagentiError('new KagentiClient() needs an options object with baseUrl and tokens.', {
      code: 'invalid_options',
    });
  }
  checkNames(options, clientOptions);
  for (const [place, names] of Object.entries<OptionNames>(groups)) {
    const group: unknown = Reflect.get(options, place);
    if (group !== undefined) checkNames(optionGroup(group, names, place), names, place);
  }
  checkParts(options);
  checkHooks(options);
}

function checkParts(options: KagentiClientOptions): void {
  const { baseUrl, tokens, allowInClusterHttp, namespaces, dispatcher, tls, validation } = options;
  const { allowedHeaders } = options;
  demand(typeof baseUrl === 'string', 'baseUrl is the address of the backend, as text');
  demand(
    typeof tokens === 'function' || isTokenSource(tokens),
    'tokens is an object with getToken and invalidate, or a function',
  );
  demand(
    allowInClusterHttp === undefined || typeof allowInClusterHttp === 'boolean',
    'allowInClusterHttp is true or false',
  );
  demand(
    namespaces === undefined || (isTextList(namespaces) && namespaces.length > 0),
    'namespaces is a list of one or more names; left out, every namespace may be called',
  );
  demand(
    allowedHeaders === undefined || isTextList(allowedHeaders),
    'allowedHeaders is a list of names of headers',
  );
  demand(
    dispatcher === undefined || hasMethods(dispatcher, 'dispatch'),
    'dispatcher is one of undici 7 or 8',
  );
  demand(
    !isOfUndici6(dispatcher),
    'dispatcher is of undici 6, which Node 22 brings too: install undici 8 and make it from that',
  );
  demand(tls === undefined || isText(tls.caFile), 'tls.caFile is the path of a PEM file');
  demand(
    validation === undefined || (isText(validation) && Object.hasOwn(validations, validation)),
    `validation is one of ${Object.keys(validations).join(', ')}`,
  );
}

/**
 * Undici 6 has another interface for handlers: none of its dispatchers could send a request of this client. Only there
 * `compose` returns an object of a class with this name (lib/dispatcher/dispatcher.js in 6.14 to 6.29); from
 * undici 7 on it is a Proxy of the dispatcher.
 */
function isOfUndici6(dispatcher: unknown): boolean {
  if (!hasMethods(dispatcher, 'compose')) return false;
  return Object(dispatcher).compose()?.constructor?.name === 'ComposedDispatcher';
}

function checkHooks({ authorize, audit, onDrift, logger }: KagentiClientOptions): void {
  demand(isFunctionOrMissing(authorize), 'authorize is a function');
  demand(isFunctionOrMissing(audit), 'audit is a function');
  demand(isFunctionOrMissing(onDrift), 'onDrift is a function');
  checkLogger(logger);
}

/** Refuses a logger that could not be called when it is needed. */
export function checkLogger(logger: unknown): void {
  demand(
    logger === undefined ||
      (hasMethods(logger, 'warn', 'info') && isFunctionOrMissing(Object(logger).debug)),
    'logger is an object with warn and info, and debug where it has that',
  );
}

/** Refuses what breaks a rule. */
export function demand(holds: boolean, rule: string): void {
  if (!holds) throw invalidOptions(rule);
}

/** Whether it can be called, or was left out. */
export function isFunctionOrMissing(hook: unknown): boolean {
  return hook === undefined || typeof hook === 'function';
}

function isText(given: unknown): given is string {
  return typeof given === 'string';
}

export function isTextList(names: unknown): names is string[] {
  return Array.isArray(names) && names.every(isText);
}
