import { printablePath } from '@rhdh-boost/internal/printable-path';
import { isAssertionAlgorithm } from '@rhdh-boost/internal/signing-key';
import {
  type ClientAssertion,
  type ClientAuthentication,
  jwtBearer,
} from './credentials/client-authentication.ts';
import { type ClientSecretMethod, isClientSecret } from './credentials/client-secret.ts';
import { isPrivateKeySource } from './credentials/private-key.ts';
import { isTextFile, isUsableText } from './credentials/text-source.ts';
import type { KeycloakTokenManagerSettings } from './manager-options.ts';
import { demand, wrongOption } from './option-rule.ts';

const text = 'a non-empty string';
const secretForms = `${text}, a function or { file }`;
const methodObjects = {
  private_key_jwt: "{ method: 'private_key_jwt', key }",
  tls_client_auth: "{ method: 'tls_client_auth' }",
  client_assertion: "{ method: 'client_assertion', assertion }",
};
const methodForms = `'client_secret_basic', 'client_secret_post', ${methodObjects.private_key_jwt}, ${methodObjects.tls_client_auth} or ${methodObjects.client_assertion}`;

/**
 * Checks who the client is and how it proves itself.
 *
 * @throws TokenError `invalid_configuration`
 */
export function checkAuthentication(options: KeycloakTokenManagerSettings): ClientAuthentication {
  const authentication = options.clientAuthentication ?? 'client_secret_basic';
  checkMethod(authentication);
  const { clientId } = options;
  const isNamedByAssertion = Object(authentication).method === 'client_assertion';
  demand(
    isUsableText(clientId) || (clientId === undefined && isNamedByAssertion),
    'clientId',
    text,
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
    const path = typeof key === 'string' ? printablePath(key) : undefined;
    if (path !== undefined) {
      throw wrongOption(`${option}.key looks like a path`, `Give { file: '${path}' }.`);
    }
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

/** Looks at the method first: what else is needed depends on it. */
function checkMethod(authentication: unknown): void {
  const option = 'clientAuthentication';
  if (isSecretMethod(authentication)) return;
  if (isMethod(authentication)) {
    throw wrongOption(
      `${option} must be an object for ${authentication}`,
      `Write ${methodObjects[authentication]}.`,
    );
  }
  demand(
    typeof authentication === 'object' && authentication !== null,
    option,
    methodForms,
    authentication,
  );
  const { method }: { method?: unknown } = authentication;
  if (isSecretMethod(method)) {
    throw wrongOption(`${option} must be a string for ${method}`, `Write '${method}'.`);
  }
  if (isMethod(method)) return;
  throw wrongOption(
    `${option}.method is unknown`,
    `Give ${methodForms}. A token of Kubernetes is for client_assertion.`,
  );
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

function isSecretMethod(value: unknown): value is ClientSecretMethod {
  return value === 'client_secret_basic' || value === 'client_secret_post';
}

function isMethod(value: unknown): value is keyof typeof methodObjects {
  return typeof value === 'string' && Object.hasOwn(methodObjects, value);
}
