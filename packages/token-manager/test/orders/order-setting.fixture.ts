import type { Dispatcher } from 'undici';
import { bearerInterceptor } from '../../src/interceptor/bearer-interceptor.ts';
import type { KeycloakTokenManager } from '../../src/keycloak-token-manager.ts';
import { ScriptedApi } from '../fixtures/scripted-api.fixture.ts';
import { json, ScriptedEndpoint, tokens } from '../fixtures/scripted-endpoint.fixture.ts';
import { managerFor } from '../fixtures/test-manager.fixture.ts';
import type { Undici } from '../fixtures/undici-versions.fixture.ts';

/** An interceptor that others are composed with. */
export type Interceptor = Dispatcher.DispatcherComposeInterceptor;

/** What a call comes to. */
export interface Answered {
  readonly status: number;
  readonly text: string;
  readonly cacheControl: unknown;
}

/** Two accounts whose requests to one API go through one instance of another interceptor. */
export class OrderSetting implements AsyncDisposable {
  /** The tokens of one account are `token-1`, `token-2` …; the token of the other one is `of-another`. */
  readonly managers;
  readonly api: ScriptedApi;
  /** The origin of the API by name, for interceptors that look it up. */
  readonly name: string;
  readonly #undici: Undici;
  readonly #endpoints;
  readonly #agent;
  /** What a manager's requests go through where this origin is listed. */
  readonly #dispatcherFor: (manager: KeycloakTokenManager, origin: string) => Dispatcher;

  private constructor(
    undici: Undici,
    parts: { api: ScriptedApi; endpoints: ScriptedEndpoint[]; more: string[] },
    compose: (bearer: Interceptor) => Interceptor[],
  ) {
    const { api, endpoints, more } = parts;
    this.#undici = undici;
    this.api = api;
    this.name = api.origin.replace('127.0.0.1', 'localhost');
    this.#endpoints = endpoints;
    this.managers = endpoints.map(endpoint => managerFor(endpoint));
    this.#agent = new undici.Agent();
    this.#dispatcherFor = (manager, origin) =>
      this.#agent.compose(...compose(bearerInterceptor(manager, { origins: [origin, ...more] })));
  }

  /** Starts one; `compose` lists the interceptors, and `more` origins get the token too. */
  static async start(
    undici: Undici,
    compose: (bearer: Interceptor) => Interceptor[],
    more: string[] = [],
  ): Promise<OrderSetting> {
    const api = await ScriptedApi.start((response, _request, token) => response.end(token));
    const another = { access_token: 'of-another', token_type: 'Bearer', expires_in: 300 };
    const endpoints = [
      await ScriptedEndpoint.start(tokens()),
      await ScriptedEndpoint.start(json(another)),
    ];
    return new OrderSetting(undici, { api, endpoints, more }, compose);
  }

  /** Lets no account have a token any more. */
  refuseAccounts(): void {
    for (const endpoint of this.#endpoints)
      endpoint.answer = json({ error: 'invalid_client' }, 401);
  }

  /** The tokens that the API saw. */
  get seen(): (string | undefined)[] {
    return this.api.requests.map(({ authorization }) => authorization?.replace('Bearer ', ''));
  }

  /** Sends a request of the first account to the API, by its address or by its name. */
  call(origin = this.api.origin): Promise<Answered> {
    return this.#call(this.managers[0], origin);
  }

  /** Sends a request of the other account. */
  callOfAnother(): Promise<Answered> {
    return this.#call(this.managers[1], this.api.origin);
  }

  async #call(manager: KeycloakTokenManager | undefined, origin: string): Promise<Answered> {
    if (manager === undefined) throw new Error('There are two accounts');
    const dispatcher = this.#dispatcherFor(manager, origin);
    const { statusCode, headers, body } = await this.#undici.request(origin, { dispatcher });
    const text = await body.text();
    return { status: statusCode, text, cacheControl: headers['cache-control'] };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#agent.destroy();
    for (const manager of this.managers) await manager.close();
    await this.api[Symbol.asyncDispose]();
    for (const endpoint of this.#endpoints) await endpoint[Symbol.asyncDispose]();
  }
}
