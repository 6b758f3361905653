import {
  type ClientAssertion,
  type ClientAuthentication,
  jwtBearer,
} from './credentials/client-authentication.ts';
import { isClientSecret } from './credentials/client-secret.ts';
import { isAssertionAlgorithm, isPrivateKeySource } from './credentials/private-key.ts';
import { isTextFile, isUsableText } from './credentials/text-source.ts';
import type { KeycloakTokenManagerSettings } from './manager-options.ts';
import { demand, wrongOption } from './option-rule.ts';

const secretForms = 'a string that is not empty, of whole characters, a function or { file }';
const methodForms =
  "'client_secret_basic', 'client_secret_post', { method: 'private_key_jwt', key }, { method: 'tls_client_auth' } or { method: 'client_assertion', assertion }";

/**
 * Checks who the client is and how it proves itself.
 *
 * @throws TokenError `invalid_configuration`
 */
export function checkAuthentication(options: KeycloakTokenManagerSettings): ClientAuthentication {
  const authentication = options.clientAuthentication ?? 'client_secret_basic';
  const { clientId } = options;
  const isNamedByAssertion = Object(authentication).method === 'client_assertion';
  demand(
    isUsableText(clientId) || (clientId === undefined && isNamedByAssertion),
    'clientId',
    'a string that is not empty, of whole characters',
    clientId,
  );
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
    methodForms,
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
  if (authentication.method === 'client_assertion') checkAssertion(authentication, options);
  return authentication;
}

function checkAssertion(
  { assertion, type }: ClientAssertion,
  { clientId, store }: KeycloakTokenManagerSettings,
): void {
  const option = 'clientAuthentication';
  const isSource = typeof assertion === 'function' || isTextFile(assertion);
  demand(isSource, `${option}.assertion`, '{ file } or a function', assertion);
  demand(type === undefined || isUri(type), `${option}.type`, 'an absolute URI', type);
  if (store !== undefined && clientId === undefined && (type ?? jwtBearer) !== jwtBearer) {
    throw wrongOption(
      `clientId must be given with a store when ${option}.type is not ${jwtBearer}`,
      'Give clientId: replicas share the tokens of one account, and only the claims of a JWT name it.',
    );
  }
}

/** Whether a value is an absolute URI. */
export function isUri(value: unknown): value is string {
  return isUsableText(value) && URL.canParse(value);
}

function isMethod(value: unknown): boolean {
  return value === 'private_key_jwt' || value === 'tls_client_auth' || value === 'client_assertion';
}
