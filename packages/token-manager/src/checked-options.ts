import { checkObservers } from './checked-observers.ts';
import { checkTls } from './checked-tls.ts';
import { type Clock, isClock, systemClock } from './clock.ts';
import type { ClientAuthentication } from './credentials/client-authentication.ts';
import { isClientSecret } from './credentials/client-secret.ts';
import { isAssertionAlgorithm, isPrivateKeySource } from './credentials/private-key.ts';
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
const secretForms = 'a string that is not empty, of whole characters, a function or { file }';

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
  const { clientId, scope, audience, dispatcher, store, encryptionKey, clock } = options;
  const { allowInClusterHttp } = options;
  const text = 'a string that is not empty';
  demand(isUsableText(clientId), 'clientId', `${text}, of whole characters`, clientId);
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

function checkAuthentication(options: KeycloakTokenManagerSettings): ClientAuthentication {
  const authentication = options.clientAuthentication ?? 'client_secret_basic';
  if (authentication === 'client_secret_basic' || authentication === 'client_secret_post') {
    const { clientSecret } = options;
    if (clientSecret === undefined || clientSecret === null || clientSecret === '') {
      throw wrongOption(
        'clientSecret is empty or missing: is its variable set?',
        `Give clientSecret, which ${authentication} needs, or another clientAuthentication.`,
      );
    }
    demand(isClientSecret(clientSecret), 'clientSecret', secretForms, clientSecret);
    return authentication;
  }
  demand(
    typeof authentication === 'object' &&
      authentication !== null &&
      isMethod(authentication.method),
    'clientAuthentication',
    "'client_secret_basic', 'client_secret_post', { method: 'private_key_jwt', key } or { method: 'tls_client_auth' }",
    authentication,
  );
  if (options.clientSecret !== undefined) {
    throw wrongOption(
      `clientSecret must be left out for ${authentication.method}, which needs none`,
      'Leave clientSecret out, or clientAuthentication: by default the client proves itself by its secret.',
    );
  }
  if (authentication.method === 'private_key_jwt') {
    const { key, algorithm, keyId } = authentication;
    const option = 'clientAuthentication';
    demand(isPrivateKeySource(key), `${option}.key`, 'a JWK, a PEM text or { file }', key);
    demand(
      algorithm === undefined || isAssertionAlgorithm(algorithm),
      `${option}.algorithm`,
      'RS256 … PS512, ES256 … ES512 or EdDSA',
      algorithm,
    );
    demand(keyId === undefined || isUsableText(keyId), `${option}.keyId`, 'a string', keyId);
  }
  return authentication;
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
    resources.every(isUri),
    'resource',
    'an absolute URI without fragment, or several',
    resource,
  );
  return resources;
}

function isUri(value: unknown): boolean {
  return isUsableText(value) && URL.canParse(value) && !value.includes('#');
}

/** One of another undici has the method too: whether it can take the request shows when it is sent. */
function isDispatcher(value: unknown): boolean {
  return typeof Object(value).dispatch === 'function';
}

function isMethod(value: unknown): boolean {
  return value === 'private_key_jwt' || value === 'tls_client_auth';
}
