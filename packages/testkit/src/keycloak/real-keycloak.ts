import {
  checkProviderOptions,
  type IdentityProviderOptions,
} from '../identity-provider/check-provider-options.ts';
import type { AdminApi } from './admin-api.ts';
import type { AdminShell, ShellResult } from './admin-shell.ts';
import type { KeycloakProcess } from './keycloak-process.ts';
import {
  type KeycloakRealm,
  planRealm,
  type RealmPlan,
  RealRealm,
  type ServerOrigins,
} from './real-realm.ts';

/** What an administrator of a Keycloak does. */
export interface KeycloakAdmin {
  /**
   * Makes another realm, in about a third of a second. Its `stop` deletes it.
   *
   * @param options - the realm and its clients, as `startKeycloak` takes them
   * @throws TypeError that names what cannot work; Error if the realm exists
   */
  createRealm(options: Omit<IdentityProviderOptions, 'port'>): Promise<KeycloakRealm>;
  /**
   * Calls the admin REST API: `request('GET', '/realms/boost/clients?clientId=boost')`.
   *
   * @param method - the HTTP method
   * @param path - the path below `/admin`
   * @param body - is sent as JSON
   * @returns the JSON of the response; undefined if it has no body
   * @throws Error with the status for a response that is not 2xx
   */
  request(method: string, path: string, body?: object): Promise<unknown>;
  /**
   * Runs a script in `sh -e`, where `kcadm.sh` is on the path and logged in: `shell('kcadm.sh get realms')`. Each
   * `kcadm.sh` starts a Java, which takes a second or two; `request` takes milliseconds. Nothing is written outside
   * the server's temporary folder.
   *
   * @param script - the script
   * @param environment - variables besides those of this process; none by default
   */
  shell(script: string, environment?: NodeJS.ProcessEnv): Promise<ShellResult>;
}

/** A real Keycloak that runs, with the realm that it started with. */
export interface KeycloakServer extends KeycloakRealm {
  /** Administers the server, all its realms included. */
  readonly admin: KeycloakAdmin;
}

/** What a server is run with. */
export interface ServerParts {
  readonly api: AdminApi;
  readonly shell: AdminShell;
  readonly process: KeycloakProcess;
}

/** A running Keycloak. What it is run with is private: whoever prints it sees addresses and no secret. */
export class RealKeycloak extends RealRealm implements KeycloakServer {
  readonly admin: KeycloakAdmin;
  readonly #process: KeycloakProcess;

  constructor(plan: RealmPlan, origins: ServerOrigins, { api, shell, process }: ServerParts) {
    super(plan, origins, api);
    this.#process = process;
    this.admin = {
      async createRealm(options) {
        checkProviderOptions('createRealm', options);
        const another = planRealm(options);
        await api.request('POST', '/realms', another.representation);
        return new RealRealm(another, origins, api);
      },
      request: (method, path, body) => api.request(method, path, body),
      shell: (script, environment = {}) => shell.run(script, environment),
    };
  }

  override async stop(): Promise<void> {
    await this.#process.stop();
  }
}
