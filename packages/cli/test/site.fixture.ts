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
import { startOpenFront } from './fronts.fixture.ts';
import { type DoctorRun, runDoctor } from './run-doctor.fixture.ts';
import { createAccount } from './site-account.fixture.ts';
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
    const { client, auth, identityProviders } = await createAccount(
      method,
      { folder, secret, issuer },
      servers,
    );
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
    return site;
  }

  /** The administrator of its Keycloak. */
  get admin(): KeycloakAdmin {
    return this.servers.keycloak.admin;
  }

  /** Sets a value of app-config at a dotted path; `undefined` removes it. */
  set(path: string, value: unknown): void {
    const names = path.split('.');
    const last = names.pop() ?? '';
    let section: object = this.#config;
    for (const name of names) {
      const inner: unknown = Reflect.get(section, name);
      const next: object = typeof inner === 'object' && inner !== null ? inner : {};
      Reflect.set(section, name, next);
      section = next;
    }
    if (value === undefined) Reflect.deleteProperty(section, last);
    else Reflect.set(section, last, value);
  }

  /** The value of app-config at a dotted path. */
  get(path: string): unknown {
    return path
      .split('.')
      .reduce<unknown>((section, name) => Reflect.get(Object(section), name), this.#config);
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

  /** The commands that the doctor printed at a step. */
  commandsOf({ steps }: DoctorRun, step: StepId): string[] {
    const { findings = [] } = steps.find(({ id }) => id === step) ?? {};
    return findings.flatMap(({ commands = [] }) => commands);
  }

  /** Calls the admin REST API below its realm. */
  request(method: string, path: string, body?: object): Promise<unknown> {
    return this.admin.request(method, `/realms/${this.realmName}${path}`, body);
  }

  /** Runs the doctor on `app-config.yaml`, which is written from the values that are set, or on the files that are named. */
  async doctor(...args: string[]): Promise<DoctorRun> {
    this.write('app-config.yaml', this.yaml);
    return await runDoctor(args, { cwd: this.folder, env: this.#environment() });
  }

  /** Runs the doctor where the app-config is in another form than a file of Backstage. */
  async doctorOn(form: keyof typeof forms): Promise<DoctorRun> {
    const { file, contentOf } = forms[form];
    this.write(file, stringify(contentOf(this.#config)));
    return await runDoctor([file], { cwd: this.folder, env: this.#environment() });
  }

  /** Runs the doctor without a file: the variable `APP_CONFIG_boost` has the section. */
  async doctorOnEnvironment(): Promise<DoctorRun> {
    // Backstage reads no other file for a variable.
    const section = JSON.stringify(this.get('boost'), (_key, value: unknown) => {
      const file = Reflect.get(Object(value), '$file');
      return typeof file === 'string' ? readFileSync(file, 'utf8') : value;
    });
    const env = { ...this.#environment(), APP_CONFIG_boost: section };
    return await runDoctor([], { cwd: this.folder, env });
  }

  /** Its app-config. */
  get yaml(): string {
    return stringify(this.#config);
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

  #environment(): NodeJS.ProcessEnv {
    const { PATH, TMPDIR } = process.env;
    return { PATH, TMPDIR, HOME: this.folder, ...this.env };
  }

  async #configure(
    auth: Readonly<Record<string, unknown>>,
    options: SiteOptions & { method: AccountMethod; tls: boolean; issuer: string },
  ): Promise<void> {
    const { method, tls, issuer, redis, postgres } = options;
    const encryptionSecret = randomBytes(24).toString('base64url');
    this.secrets.add(encryptionSecret);
    this.set('boost.security.mode', method === 'none' ? 'development-only-no-auth' : 'full');
    this.set('boost.encryptionSecret', {
      $file: this.write('encryption-secret', encryptionSecret),
    });
    this.set('boost.kagenti.auth', auth);
    if (method === 'none') {
      const tokens = new KeycloakTokenManager({
        issuer: this.realm.issuer,
        clientId: 'boost',
        clientSecret: this.realm.clients[0]?.clientSecret ?? '',
      });
      this.#resources.defer(() => tokens.close());
      const front = this.use(await startOpenFront(this.kagenti.baseUrl, () => tokens.getToken()));
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
