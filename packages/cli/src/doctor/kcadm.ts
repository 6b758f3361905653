import type { Configuration } from '../configuration/read-configuration.ts';
import { authKey } from './account-keys.ts';

/** The realm and the client that the remedies' commands are about. */
export interface KeycloakAccount {
  /** The address of Keycloak, with its path: `https://sso.example.com`, `https://sso.example.com/auth`. */
  readonly server: string;
  /** The realm. */
  readonly realm: string;
  /** The client's id; `CLIENT_ID` where the configuration does not name it, as with `client_assertion`. */
  readonly clientId: string;
}

/**
 * The account in Keycloak that a configuration describes; undefined where its token endpoint or issuer is not an
 * address of Keycloak, which contains `/realms/REALM`.
 */
export function keycloakAccount({ get }: Pick<Configuration, 'get'>): KeycloakAccount | undefined {
  const address = get(`${authKey}.issuer`) ?? get(`${authKey}.tokenEndpoint`);
  if (typeof address !== 'string' || !URL.canParse(address)) return undefined;
  const { origin, pathname } = new URL(address);
  const [, prefix, realm] = /^(.*?)\/realms\/([^/]+)/.exec(pathname) ?? [];
  if (prefix === undefined || realm === undefined) return undefined;
  const clientId = get(`${authKey}.clientId`);
  return {
    server: `${origin}${prefix}`,
    realm: decodePathPart(realm),
    clientId: typeof clientId === 'string' ? clientId : 'CLIENT_ID',
  };
}

function decodePathPart(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What an operator does once, before the commands of remedies: shown by the report, and not repeated with each command. */
export function loginCommand({ server }: KeycloakAccount): string {
  return `kcadm.sh config credentials --server ${shellWord(server)} --realm master --user ADMIN`;
}

/**
 * One word of a POSIX shell, quoted where it has to be. Line breaks are kept inside quotes.
 *
 * @param text - any text
 */
export function shellWord(text: string): string {
  return /^[\w@%+:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** Words of a POSIX shell, each quoted where it has to be. */
export function shellWords(words: readonly string[]): string {
  return words.map(shellWord).join(' ');
}

/** `kcadm.sh` with its arguments, each quoted for a shell. */
export function kcadm(...words: readonly string[]): string {
  return `kcadm.sh ${shellWords(words)}`;
}

/** The option that names the realm. `kcadm.sh` writes it into the path of a URL as it is. */
export function realmOption({ realm }: Pick<KeycloakAccount, 'realm'>): string[] {
  return ['-r', encodeURIComponent(realm)];
}

/** The options that set members of what is created or changed: `enabled=true`. */
export function settingOptions(settings: readonly string[]): string[] {
  return settings.flatMap(setting => ['-s', setting]);
}

/**
 * Shows the client: whether it exists, is enabled, and how it authenticates. Of its attributes, which `kcadm.sh` shows
 * only by name, one may be a secret that was rotated.
 */
export function showClient(account: KeycloakAccount): string {
  const fields =
    'id,clientId,enabled,publicClient,serviceAccountsEnabled,clientAuthenticatorType,attributes(x509.subjectdn)';
  return kcadm('get', 'clients', ...queryFor(account), '--fields', fields);
}

/** Creates the client, with a service account and a secret that Keycloak generates. */
export function createClient(account: KeycloakAccount): string {
  const settings = [
    `clientId=${account.clientId}`,
    'publicClient=false',
    'serviceAccountsEnabled=true',
    'standardFlowEnabled=false',
    'directAccessGrantsEnabled=false',
  ];
  return kcadm('create', 'clients', ...realmOption(account), ...settingOptions(settings));
}

/**
 * Changes settings of the client.
 *
 * @param account - the client
 * @param settings - as `kcadm.sh -s` takes them: `enabled=true`, `attributes."access.token.lifespan"=300`
 */
export function updateClient(account: KeycloakAccount, ...settings: readonly string[]): string {
  const options = [...realmOption(account), ...settingOptions(settings)];
  return `kcadm.sh update ${clientPath(account)} ${shellWords(options)}`;
}

/** Changes settings of the realm, as {@link updateClient} those of the client. */
export function updateRealm({ realm }: KeycloakAccount, ...settings: readonly string[]): string {
  const path = `realms/${encodeURIComponent(realm)}`;
  return kcadm('update', path, ...settingOptions(settings));
}

/** Shows the client's current secret to the administrator who runs it. */
export function showSecret(account: KeycloakAccount): string {
  const path = clientPath(account, '/client-secret');
  return `kcadm.sh get ${path} ${shellWords([...realmOption(account), ...asLines('value')])}`;
}

/**
 * Writes the client's current secret to a file that only its owner can read, without showing it.
 *
 * @param account - the client
 * @param file - where to; the file of `clientSecret: { $file }`, or another
 */
export function saveSecret(account: KeycloakAccount, file: string): string {
  // Were it a pipe, a kcadm.sh that fails would leave an empty file.
  return `(umask 077; secret=$(${showSecret(account)}) && printf %s "$secret" > ${shellWord(file)})`;
}

/** Has Keycloak generate another secret for the client. It rejects the old one from then on. */
export function regenerateSecret(account: KeycloakAccount): string {
  const path = clientPath(account, '/client-secret');
  return `kcadm.sh create ${path} ${shellWords(realmOption(account))} > /dev/null`;
}

/**
 * Makes a client scope one that the client's tokens always have. While it is an optional one, Keycloak answers the
 * second request with success and changes nothing, so it has to be removed from those first.
 *
 * @param account - the client
 * @param scope - the name of the client scope
 * @param isOptional - whether it is now an optional one
 */
export function makeScopeDefault(
  account: KeycloakAccount,
  scope: string,
  isOptional: boolean,
): string {
  const inRealm = shellWords(realmOption(account));
  const path = (kind: string) => `"clients/$client/${kind}-client-scopes/$scope" ${inRealm}`;
  const change = [
    ...(isOptional ? [`kcadm.sh delete ${path('optional')}`] : []),
    `kcadm.sh update ${path('default')}`,
  ];
  const variables = `client=$(${findClient(account)}); scope=${scopeId(account, scope)}`;
  return `(${variables}; ${change.join(' && ')})`;
}

/** Lists the client scopes of the realm, each as `ID,NAME`. Keycloak does not filter them by their name. */
export function listScopes(account: KeycloakAccount): string {
  return kcadm('get', 'client-scopes', ...realmOption(account), ...asLines('id,name'));
}

/** The id of a client scope, which the shell asks for. */
export function scopeId(account: KeycloakAccount, scope: string): string {
  return `$(${listScopes(account)} | sed -n 's/,${scope}$//p')`;
}

/** Gives the client's service account a realm role. */
export function addRealmRole(account: KeycloakAccount, role: string): string {
  const user = `service-account-${account.clientId.toLowerCase()}`;
  return kcadm('add-roles', ...realmOption(account), '--uusername', user, '--rolename', role);
}

/** The client's path in the admin API, which has another id for it than OAuth. The shell asks for it. */
export function clientPath(account: KeycloakAccount, below = ''): string {
  return `"clients/$(${findClient(account)})${below}"`;
}

function findClient(account: KeycloakAccount): string {
  return kcadm('get', 'clients', ...queryFor(account), ...asLines('id'));
}

/** A line for each, with commas between the fields. */
function asLines(fields: string): string[] {
  return ['--fields', fields, '--format', 'csv', '--noquotes'];
}

function queryFor(account: KeycloakAccount): string[] {
  return [...realmOption(account), '-q', `clientId=${account.clientId}`];
}
