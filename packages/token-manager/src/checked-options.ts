import { checkAuthentication, isUri } from './checked-authentication.ts';
import { checkObservers } from './checked-observers.ts';
import { checkTls } from './checked-tls.ts';
import { type Clock, isClock, systemClock } from './clock.ts';
import type { ClientAuthentication } from './credentials/client-authentication.ts';
import { isUsableText } from './credentials/text-source.ts';
import type { ServerOption } from './endpoint/token-exchange.ts';
import type {
  KeycloakTokenManagerOptions,
  KeycloakTokenManagerSettings,
} from './manager-options.ts';
import { demand, demandSwitch, wrongOption } from './option-rule.ts';
import { checkStore } from './store/checked-store.ts';
import { refuseUnknownOptions } from './unknown-options.ts';

/** The options with their defaults. */
export interface CheckedOptions extends KeycloakTokenManagerSettings {
  readonly address: ServerOption;
  readonly addressText: string;
  readonly clientAuthentication: ClientAuthentication;
  readonly resources: readonly string[];
  readonly tokenExpiryBufferSeconds: number;
  readonly timeoutMs: number;
  readonly staleWaitMs: number;
  readonly allowInClusterHttp: boolean;
  readonly clock: Clock;
}

const defaultBufferSeconds = 60;
const defaultTimeoutMs = 15_000;
const defaultStaleWaitMs = 1000;
const longestTimerMs = 2 ** 31 - 1;

/**
 * Checks the options and fills in the defaults: options often come from configuration, past the types.
 *
 * @throws TokenError `invalid_configuration`
 */
export function checkOptions(options: KeycloakTokenManagerOptions): CheckedOptions {
  refuseUnknownOptions(options);
  const buffer = options.tokenExpiryBufferSeconds ?? defaultBufferSeconds;
  const timeoutMs = options.timeoutMs ?? defaultTimeoutMs;
  const staleWaitMs = options.staleWaitMs ?? defaultStaleWaitMs;
  const { scope, audience, dispatcher, store, encryptionKey, clock } = options;
  const { allowInClusterHttp } = options;
  const text = 'a non-empty string';
  demand(
    scope === undefined || isUsableText(scope),
    'scope',
    `${text}, scopes with blanks between them`,
    scope,
  );
  demand(audience === undefined || isUsableText(audience), 'audience', text, audience);
  demand(
    Number.isFinite(buffer) && buffer >= 0,
    'tokenExpiryBufferSeconds',
    'a number from 0',
    buffer,
  );
  demand(
    Number.isFinite(timeoutMs) && timeoutMs > 0 && timeoutMs <= longestTimerMs,
    'timeoutMs',
    `a number above 0, at most ${longestTimerMs}`,
    timeoutMs,
  );
  demand(
    Number.isFinite(staleWaitMs) && staleWaitMs >= 0 && staleWaitMs <= longestTimerMs,
    'staleWaitMs',
    `a number from 0, at most ${longestTimerMs}`,
    staleWaitMs,
  );
  demandSwitch('allowInClusterHttp', allowInClusterHttp);
  const { optionNames } = options;
  demand(
    optionNames === undefined || isNames(optionNames),
    'optionNames',
    'an object with texts',
    optionNames,
  );
  demand(
    dispatcher === undefined || isDispatcher(dispatcher),
    'dispatcher',
    'a dispatcher of undici 8, or left out',
    dispatcher,
  );
  demand(
    clock === undefined || isClock(clock),
    'clock',
    'a Clock: wallMs, monotonicMs and startTimer; or left out',
    clock,
  );
  checkStore(store);
  if (encryptionKey !== undefined && store === undefined) {
    throw wrongOption('encryptionKey is given without a store', 'Give store too, or neither.');
  }
  checkObservers(options);
  checkTls(options);
  return {
    ...options,
    ...checkAddress(options),
    clientAuthentication: checkAuthentication(options),
    resources: checkResource(options.resource),
    tokenExpiryBufferSeconds: buffer,
    timeoutMs,
    staleWaitMs,
    allowInClusterHttp: allowInClusterHttp === true,
    clock: clock ?? systemClock,
  };
}

function checkAddress({ tokenEndpoint, issuer }: KeycloakTokenManagerOptions) {
  if (issuer === undefined && tokenEndpoint === undefined) {
    throw wrongOption(
      'Neither tokenEndpoint nor issuer is given',
      'Give one of them: if it comes from a variable, is that set?',
    );
  }
  if (issuer !== undefined && tokenEndpoint !== undefined) {
    throw wrongOption(
      'Both tokenEndpoint and issuer are given',
      'Give one of them: the issuer tells its token endpoint.',
    );
  }
  const address = issuer === undefined ? 'tokenEndpoint' : 'issuer';
  const addressText = issuer ?? tokenEndpoint;
  demand(isUsableText(addressText), address, 'a URL, as text', addressText);
  return { address, addressText } as const;
}

/** RFC 8707 section 2. */
function checkResource(resource: KeycloakTokenManagerSettings['resource']): readonly string[] {
  if (resource === undefined) return [];
  const resources = [resource].flat();
  // A list that came out empty by mistake would ask for a token for any API.
  if (resources.length === 0) {
    throw wrongOption(
      'resource is an empty list',
      'Give one URI at least, or leave resource out to ask for none.',
    );
  }
  demand(
    resources.every(isResource),
    'resource',
    'an absolute URI without fragment, or several',
    resource,
  );
  return resources;
}

function isResource(value: unknown): boolean {
  return isUri(value) && !value.includes('#');
}

function isNames(value: unknown): boolean {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject && Object.values(value).every(name => typeof name === 'string');
}

/** One of another undici has the method too: whether it can take the request shows when it is sent. */
function isDispatcher(value: unknown): boolean {
  return typeof Object(value).dispatch === 'function';
}
