import type { Configuration } from '../configuration/read-configuration.ts';

/** The realm and the client that the remedies' commands are about. */
export interface KeycloakAccount {
  /** The address of Keycloak, with its path: `https://sso.example.com`, `https://sso.example.com/auth`. */
  readonly server: string;
  /** The realm. */
  readonly realm: string;
  /** The client's id; `CLIENT_ID` where the configuration does not name it, as with `client_assertion`. */
  readonly clientId: string;
}

const auth = 'boost.kagenti.auth';

/**
 * The account in Keycloak that a configuration describes; undefined where its token endpoint or issuer is not an
 * address of Keycloak, which contains `/realms/REALM`.
 */
export function keycloakAccount({ get }: Pick<Configuration, 'get'>): KeycloakAccount | undefined {
  const address = get(`${auth}.issuer`) ?? get(`${auth}.tokenEndpoint`);
  if (typeof address !== 'string' || !URL.canParse(address)) return undefined;
  const { origin, pathname } = new URL(address);
  const [, prefix, realm] = /^(.*?)\/realms\/([^/]+)/.exec(pathname) ?? [];
  if (prefix === undefined || realm === undefined) return undefined;
  const clientId = get(`${auth}.clientId`);
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

/** `kcadm.sh` with its arguments, each quoted for a shell. */
export function kcadm(...words: readonly string[]): string {
  return ['kcadm.sh', ...words.map(shellWord)].join(' ');
}

/** Shows the client: whether it exists, is enabled, and how it authenticates. It shows no secret. */
export function showClient({ realm, clientId }: KeycloakAccount): string {
  const fields =
    'id,clientId,enabled,publicClient,serviceAccountsEnabled,clientAuthenticatorType,attributes';
  return kcadm('get', 'clients', '-r', realm, '-q', `clientId=${clientId}`, '--fields', fields);
}

/** Creates the client, with a service account and a secret that Keycloak generates. */
export function createClient({ realm, clientId }: KeycloakAccount): string {
  const settings = [
    `clientId=${clientId}`,
    'publicClient=false',
    'serviceAccountsEnabled=true',
    'standardFlowEnabled=false',
    'directAccessGrantsEnabled=false',
  ];
  return kcadm('create', 'clients', '-r', realm, ...settings.flatMap(each => ['-s', each]));
}

/**
 * Changes settings of the client.
 *
 * @param account - the client
 * @param settings - as `kcadm.sh -s` takes them: `enabled=true`, `attributes."access.token.lifespan"=300`
 */
export function updateClient(account: KeycloakAccount, ...settings: readonly string[]): string {
  const changes = settings.flatMap(setting => ['-s', setting]);
  return `kcadm.sh update ${clientPath(account)} -r ${shellWord(account.realm)} ${changes.map(shellWord).join(' ')}`;
}

/** Changes settings of the realm, as {@link updateClient} those of the client. */
export function updateRealm({ realm }: KeycloakAccount, ...settings: readonly string[]): string {
  return kcadm('update', `realms/${realm}`, ...settings.flatMap(setting => ['-s', setting]));
}

/**
 * Writes the client's current secret to a file that only its owner can read, without showing it.
 *
 * @param account - the client
 * @param file - where to; the file of `clientSecret: { $file }`, or another
 */
export function saveSecret(account: KeycloakAccount, file: string): string {
  const read = `kcadm.sh get ${clientPath(account, '/client-secret')} -r ${shellWord(account.realm)} --fields value --format csv --noquotes`;
  // Were it a pipe, a kcadm.sh that fails would leave an empty file.
  return `(umask 077; secret=$(${read}) && printf %s "$secret" > ${shellWord(file)})`;
}

/** Has Keycloak generate another secret for the client. It rejects the old one from then on. */
export function regenerateSecret(account: KeycloakAccount): string {
  return `kcadm.sh create ${clientPath(account, '/client-secret')} -r ${shellWord(account.realm)} > /dev/null`;
}

/** Gives the client's service account a realm role. */
export function addRealmRole({ realm, clientId }: KeycloakAccount, role: string): string {
  const user = `service-account-${clientId.toLowerCase()}`;
  return kcadm('add-roles', '-r', realm, '--uusername', user, '--rolename', role);
}

/** The client's path in the admin API, which has another id for it than OAuth. The shell asks for it. */
export function clientPath({ realm, clientId }: KeycloakAccount, below = ''): string {
  const query = ['-r', realm, '-q', `clientId=${clientId}`];
  const find = kcadm('get', 'clients', ...query, '--fields', 'id', '--format', 'csv', '--noquotes');
  return `"clients/$(${find})${below}"`;
}
