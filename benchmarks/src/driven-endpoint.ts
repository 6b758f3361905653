import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { KeycloakTokenManagerOptions } from '@rhdh-boost/token-manager';
import { packageFolder } from './packages.ts';
import type { TokenSource } from './peers/token-client.ts';
import { tokenAnswer } from './token-answer.ts';

type Dispatcher = NonNullable<KeycloakTokenManagerOptions['dispatcher']>;

interface MockAgent extends Dispatcher {
  disableNetConnect(): void;
  get(origin: string): {
    intercept(request: object): {
      reply(status: number, body: () => Promise<string>): { persist(): void };
    };
  };
}

interface Undici {
  MockAgent: new () => MockAgent;
}

/** Nothing is ever sent there. */
const origin = 'http://127.0.0.1:8080';
const path = '/token';

/** A token endpoint that lives by a driven time: an answer comes when so much of that has passed. */
export class DrivenEndpoint {
  /** How many requests there were. */
  requests = 0;
  /** When the last token ends that was issued, counted from its request. */
  validUntilMs = Number.NEGATIVE_INFINITY;
  #nowMs: number;
  readonly #latencyMs: number;
  readonly #lifetimeSeconds: number;
  readonly #hangs: (nowMs: number) => boolean;
  #pending: { readonly dueMs: number; readonly answer: () => void }[] = [];

  /** Issues tokens of this lifetime, and never answers a request that comes while it hangs. */
  constructor(options: {
    nowMs: number;
    latencyMs: number;
    lifetimeSeconds: number;
    hangs?: (nowMs: number) => boolean;
  }) {
    this.#hangs = options.hangs ?? (() => false);
    this.#nowMs = options.nowMs;
    this.#latencyMs = options.latencyMs;
    this.#lifetimeSeconds = options.lifetimeSeconds;
  }

  readonly #fetch = async (): Promise<Response> =>
    new Response(await this.#answer(), { headers: { 'content-type': 'application/json' } });

  readonly #dispatcherOf = (packageName: string): MockAgent => {
    const { MockAgent }: Undici = createRequire(join(packageFolder(packageName), 'package.json'))(
      'undici',
    );
    const agent = new MockAgent();
    agent.disableNetConnect();
    agent.get(origin).intercept({ path, method: 'POST' }).reply(200, this.#answer).persist();
    return agent;
  };

  /** Lets time pass until then. Gives whether an answer was due. */
  passUntil(nowMs: number): boolean {
    this.#nowMs = nowMs;
    if (this.#pending.length === 0) return false;
    const due = this.#pending.filter(({ dueMs }) => dueMs <= nowMs);
    this.#pending = this.#pending.filter(({ dueMs }) => dueMs > nowMs);
    for (const { answer } of due) answer();
    return due.length > 0;
  }

  readonly #answer = (): Promise<string> => {
    this.requests += 1;
    const number = this.requests;
    const sentMs = this.#nowMs;
    const dueMs = sentMs + this.#latencyMs;
    if (this.#hangs(sentMs)) return new Promise(() => {});
    return new Promise(resolve => {
      const answer = () => {
        this.validUntilMs = sentMs + this.#lifetimeSeconds * 1000;
        resolve(JSON.stringify(tokenAnswer(number, this.#nowMs, this.#lifetimeSeconds)));
      };
      this.#pending.push({ dueMs, answer });
    });
  };

  /** How clients get here. */
  readonly source: TokenSource = {
    tokenEndpoint: `${origin}${path}`,
    fetch: this.#fetch,
    dispatcherOf: this.#dispatcherOf,
  };
}
