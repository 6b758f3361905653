import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AccountMethod } from '@rhdh-boost/internal/service-account';
import { spellingsOf } from '@rhdh-boost/test-support/spellings';
import { type KagentiBackend, startKagentiBackend } from '@rhdh-boost/testkit';
import type { KeycloakAdmin, KeycloakRealm } from '@rhdh-boost/testkit/keycloak';
import { KeycloakTokenManager } from '@rhdh-boost/token-manager';
import { stringify } from 'yaml';
import type { StepId } from '../src/doctor/step.ts';
import { addAuthBridge } from './auth-bridge.fixture.ts';
import { setValueAt, valueAt } from './dotted-paths.fixture.ts';
import { startOpenKagenti } from './kagenti-fronts.fixture.ts';
import { type DoctorRun, runDoctor } from './run-doctor.fixture.ts';
import { assertionSubject, createAccount } from './site-account.fixture.ts';
import type { SiteServers } from './site-servers.fixture.ts';

/** What a site has. */
export interface SiteOptions {
  /** How its account authenticates. Default: `client_secret_basic`. */
  readonly method?: AccountMethod;
  /** Whether app-config names Keycloak over TLS, with its authority. Default: only with `tls_client_auth`. */
  readonly tls?: boolean;
  /** Whether app-config shares tokens in a Redis. Default: false. */
  readonly redis?: boolean;
  /** Whether app-config has a PostgreSQL as its database. Default: false. */
  readonly postgres?: boolean;
}

/** Where an app-config is deployed in another file, by what is deployed. */
export const forms = {
  'helm-values': {
    file: 'values.yaml',
    contentOf: (config: object) => ({ upstream: { backstage: { appConfig: config } } }),
  },
  'dynamic-plugins': {
    file: 'dynamic-plugins.yaml',
    contentOf: (config: object) => ({
      includes: ['dynamic-plugins.default.yaml'],
      plugins: [{ package: './dynamic-plugins/dist/boost', pluginConfig: config }],
    }),
  },
} as const;

/** A Boost that works: a realm, a Kagenti with the agent `team1/weather-agent`, and app-config. Tests break it. */
export class Site implements AsyncDisposable {
  /** The servers of all sites. */
  readonly servers: SiteServers;
  /** Its realm; its client is `boost`. */
  readonly realm: KeycloakRealm;
  /** The name of its realm. */
  readonly realmName: string;
  /** Its Kagenti. */
  readonly kagenti: KagentiBackend;
  /** Where its files are; the doctor runs there. */
  readonly folder: string;
  /** Variables of the doctor's environment, besides PATH; `undefined` removes one. */
  readonly env: NodeJS.ProcessEnv = {};
  /** What no output may contain. */
  readonly secrets = new Set<string>();
  readonly #config: Record<string, unknown> = {};
  /** The app-config with which it works. */
  #working: object = {};
  readonly #resources = new AsyncDisposableStack();

  private constructor(
    servers: SiteServers,
    folder: string,
    realmName: string,
    realm: KeycloakRealm,
    kagenti: KagentiBackend,
  ) {
    this.servers = servers;
    this.folder = folder;
    this.realmName = realmName;
    this.realm = realm;
    this.kagenti = kagenti;
    this.#resources.defer(() => rmSync(folder, { recursive: true, force: true }));
    this.#resources.use(realm);
    this.#resources.use(kagenti);
  }

  /**
   * Makes a site.
   *
   * @param realmName - a name that no other site of the run has
   */
  static async create(
    servers: SiteServers,
    realmName: string,
    options: SiteOptions = {},
  ): Promise<Site> {
    const { method = 'client_secret_basic', tls = method === 'tls_client_auth' } = options;
    const { http, https } = originsOf(servers);
    const issuer = `${tls ? https : http}/realms/${realmName}`;
    const folder = mkdtempSync(join(tmpdir(), 'boost-site-'));
    const secret = randomBytes(24).toString('base64url');
    const {
      client,
      auth,
      identityProviders = [],
    } = await createAccount(method, { folder, secret, issuer }, servers);
    const realm = await servers.keycloak.admin.createRealm({
      realm: realmName,
      clients: [{ clientId: 'boost', roles: ['rossoctl-operator'], ...client }],
      identityProviders,
    });
    const kagenti = await startKagentiBackend({ identityProvider: realm });
    const site = new Site(servers, folder, realmName, realm, kagenti);
    site.secrets.add(secret);
    for (const { clientSecret } of realm.clients) site.secrets.add(clientSecret);
    await site.#configure(auth, { method, tls, issuer, ...options });
    site.#working = structuredClone(site.#config);
    return site;
  }

  /** The administrator of its Keycloak. */
  get admin(): KeycloakAdmin {
    return this.servers.keycloak.admin;
  }

  /** The secret of its client. */
  get clientSecret(): string {
    return this.realm.clients[0]?.clientSecret ?? '';
  }

  /** Sets a value of app-config at a dotted path; `undefined` removes it. */
  set(path: string, value: unknown): void {
    setValueAt(this.#config, path, value);
  }

  /** The value of app-config at a dotted path. */
  get(path: string): unknown {
    return valueAt(this.#config, path);
  }

  /** Sets values of app-config, by their dotted paths, to those with which the site works. */
  restore(...paths: readonly string[]): void {
    for (const path of paths) this.set(path, valueAt(this.#working, path));
  }

  /** The path of a file in its folder. */
  path(name: string): string {
    return join(this.folder, name);
  }

  /** Writes a file into its folder, and returns its path. */
  write(name: string, text: string): string {
    writeFileSync(this.path(name), text);
    return this.path(name);
  }

  /** Draws a secret, writes it into a file in its folder, and returns it. */
  drawSecret(name: string): string {
    const secret = randomBytes(32).toString('base64url');
    this.secrets.add(secret);
    this.write(name, secret);
    return secret;
  }

  /** Writes the token of the Kubernetes service account that its client is, which is right in all that is left out. */
  async writeAssertion(
    fields: { readonly audience?: string; readonly ageSeconds?: number } = {},
  ): Promise<void> {
    const right = { subject: assertionSubject, audience: this.realm.issuer };
    this.write('keycloak-token', await this.servers.cluster.issue({ ...right, ...fields }));
  }

  /** What ends with the site. */
  use<T extends AsyncDisposable>(resource: T): T {
    return this.#resources.use(resource);
  }

  /** The client `boost` as the admin REST API has it. */
  async client(): Promise<{ id: string; [member: string]: unknown }> {
    const found = await this.request('GET', '/clients?clientId=boost');
    const [client] = Array.isArray(found) ? found : [];
    return client;
  }

  /** Changes members of the client `boost`. */
  async updateClient(members: object): Promise<void> {
    const client = await this.client();
    await this.request('PUT', `/clients/${client.id}`, { ...client, ...members });
  }

  /** Changes members of the realm. */
  updateRealm(members: object): Promise<unknown> {
    return this.request('PUT', '', members);
  }

  /** Gives the account a role of the realm in place of `rossoctl-operator`. */
  async replaceRole(name: string): Promise<void> {
    await this.request('POST', '/roles', { name });
    await this.#mapRole('POST', name);
    await this.#mapRole('DELETE', 'rossoctl-operator');
  }

  /** Gives the account `rossoctl-operator` again. */
  async restoreRole(): Promise<void> {
    await this.#mapRole('POST', 'rossoctl-operator');
  }

  /** Gives the default agent an AuthBridge that trusts the realm, with more configuration. */
  addAuthBridge(config: object = {}): void {
    addAuthBridge(this.kagenti, { issuer: this.realm.issuer, ...config });
  }

  /** Makes a user of Redis by the rules of ACL SETUSER, and connects app-config as this user. */
  async connectToRedisAs(user: string, ...rules: readonly string[]): Promise<void> {
    const redis = await this.servers.redis();
    const password = this.drawSecret(`password-of-${user}`);
    await redis.send('ACL', 'SETUSER', user, 'reset', 'on', `>${password}`, ...rules);
    this.set('backend.cache.connection', redis.url.replace('//', `//${user}:${password}@`));
  }

  /** Runs a statement in PostgreSQL as its superuser. */
  async runSql(statement: string, database = 'postgres'): Promise<void> {
    const { port } = await this.servers.postgres();
    await this.run([`psql -h 127.0.0.1 -p ${port} -U boost -d '${database}' -c '${statement}'`]);
  }

  /** The commands that the doctor printed at a step. */
  commandsOf({ steps }: DoctorRun, step: StepId): string[] {
    const { findings = [] } = steps.find(({ id }) => id === step) ?? {};
    return findings.flatMap(({ commands = [] }) => commands);
  }

  /** Calls the admin REST API below its realm. */
  request(method: string, path: string, body?: object): Promise<unknown> {
    return this.admin.request(method, `/realms/${this.realmName}${path}`, body);
  }

  /** Runs the doctor on `app-config.yaml`, which is written from the values that are set. */
  async doctor(): Promise<DoctorRun> {
    this.write('app-config.yaml', stringify(this.#config));
    return await this.#runDoctor([]);
  }

  /** Runs the doctor where the app-config is in another form than a file of Backstage. */
  async doctorOn(form: keyof typeof forms): Promise<DoctorRun> {
    const { file, contentOf } = forms[form];
    this.write(file, stringify(contentOf(this.#config)));
    return await this.#runDoctor([file]);
  }

  /** Runs the doctor without a file: the variable `APP_CONFIG_boost` has the section. */
  async doctorOnEnvironment(): Promise<DoctorRun> {
    // Backstage reads no other file for a variable.
    const section = JSON.stringify(this.get('boost'), (_key, value: unknown) => {
      const file = Reflect.get(Object(value), '$file');
      return typeof file === 'string' ? readFileSync(file, 'utf8') : value;
    });
    return await this.#runDoctor([], { APP_CONFIG_boost: section });
  }

  /** Runs commands as an administrator types them, in the site's environment. */
  async run(commands: readonly string[]): Promise<void> {
    const script = [`cd '${this.folder}'`, ...commands].join('\n');
    const { exitCode, output } = await this.admin.shell(script, this.env);
    if (exitCode !== 0) throw new Error(`The remedy failed:\n${commands.join('\n')}\n${output}`);
  }

  /** The secrets and tokens in a text, by their first characters. */
  leaks(text: string): string[] {
    const spellings = [...this.secrets].flatMap(secret => spellingsOf(secret));
    const tokens = text.match(/eyJ[\w-]{10,}\.[\w-]{10,}/g) ?? [];
    return [...spellings.filter(spelling => text.includes(spelling)), ...tokens].map(leak =>
      leak.slice(0, 3),
    );
  }

  /** A text without what differs between runs: its realm is `dev`, its folder is left out. */
  withoutPlace(text: string): string {
    return text
      .replaceAll(`${this.folder}/`, '')
      .replaceAll(this.servers.authority.folder, '/certificates')
      .replaceAll(this.realmName, 'dev')
      .replaceAll(this.realmName.toUpperCase(), 'DEV')
      .replace(/\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/g, '…')
      .replace(/\b\d+ s (ahead|behind)/g, '… s $1')
      .replace(/\b(127\.0\.0\.1|localhost|\[::1\]):\d+/g, '$1:…')
      .replace(/\d{4}-\d\d-\d\d(?:T[\d:.]+Z)?/g, '…');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#resources.disposeAsync();
  }

  #runDoctor(args: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<DoctorRun> {
    const env = { TMPDIR: process.env['TMPDIR'], HOME: this.folder, ...this.env, ...more };
    return runDoctor(args, { cwd: this.folder, env });
  }

  async #mapRole(method: 'POST' | 'DELETE', name: string): Promise<void> {
    const role = await this.request('GET', `/roles/${name}`);
    const client = await this.client();
    const account = await this.request('GET', `/clients/${client.id}/service-account-user`);
    await this.request(method, `/users/${Object(account).id}/role-mappings/realm`, [Object(role)]);
  }

  async #configure(
    auth: Readonly<Record<string, unknown>>,
    options: SiteOptions & { method: AccountMethod; tls: boolean; issuer: string },
  ): Promise<void> {
    const { method, tls, issuer, redis, postgres } = options;
    this.set('boost.security.mode', method === 'none' ? 'development-only-no-auth' : 'full');
    this.drawSecret('encryption-secret');
    this.set('boost.encryptionSecret', { $file: this.path('encryption-secret') });
    this.set('boost.kagenti.auth', auth);
    if (method === 'none') {
      const tokens = new KeycloakTokenManager({
        issuer: this.realm.issuer,
        clientId: 'boost',
        clientSecret: this.clientSecret,
      });
      this.#resources.defer(() => tokens.close());
      const front = this.use(await startOpenKagenti(this.kagenti.baseUrl, () => tokens.getToken()));
      this.set('boost.providers.kagenti.baseUrl', front.origin);
    } else {
      this.set('boost.kagenti.auth.issuer', issuer);
      this.set('boost.providers.kagenti.baseUrl', this.kagenti.baseUrl);
    }
    if (tls) this.set('boost.kagenti.auth.caFile', this.servers.authority.caFile);
    for (const key of ['keyFile', 'certificateKeyFile', 'assertionFile']) {
      const file = auth[key];
      if (typeof file === 'string') this.#keepFromOutput(readFileSync(file, 'utf8'));
    }
    this.set('boost.providers.kagenti.namespaces', ['team1', 'team2']);
    this.set('boost.providers.kagenti.defaultAgent', 'team1/weather-agent');
    if (redis) {
      const server = await this.servers.redis();
      this.set('backend.cache', { store: 'redis', connection: server.url });
    }
    if (postgres) {
      const { port } = await this.servers.postgres();
      const connection = { host: '127.0.0.1', port, user: 'boost', password: 'not checked' };
      this.set('backend.database', { client: 'pg', connection });
    }
  }

  /** The lines of a key or assertion. */
  #keepFromOutput(text: string): void {
    for (const line of text.split('\n')) {
      if (line.length > 20 && !line.startsWith('-----')) this.secrets.add(line);
    }
  }
}

function originsOf({ keycloak }: SiteServers): { http: string; https: string } {
  const https = keycloak.httpsIssuer ?? '';
  return { http: new URL(keycloak.issuer).origin, https: new URL(https).origin };
}
