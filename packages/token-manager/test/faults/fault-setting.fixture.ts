import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server as HttpServer } from 'node:http';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { createServer as createTlsServer } from 'node:tls';
import { Agent } from 'undici';
import { KeycloakTokenManager } from '../../src/keycloak-token-manager.ts';
import { canarySecret, canaryToken } from '../fixtures/canaries.fixture.ts';
import { DrivenClock } from '../fixtures/driven-clock.fixture.ts';
import { type Answer, json, ScriptedEndpoint } from '../fixtures/scripted-endpoint.fixture.ts';
import { type Observed, observe } from '../fixtures/test-manager.fixture.ts';
import { authority, certificateKey, good } from './certificates.fixture.ts';
import type { FaultOptions } from './fault.fixture.ts';

/** How the endpoint is reached: over http, over TLS, or over http by a name that DNS must resolve. */
export type SettingKind = 'http' | 'tls' | 'name';

const path = '/realms/boost/protocol/openid-connect/token';

/** A good answer; its connection ends, so that a fault of the next one strikes. */
const issue: Answer = json(
  { access_token: canaryToken, token_type: 'Bearer', expires_in: 300, scope: 'email' },
  200,
  { connection: 'close' },
);

/** An endpoint of which everything can be made to fail, and a manager that asks it. */
export class FaultSetting implements AsyncDisposable {
  readonly clock = new DrivenClock();
  readonly observed: Observed = observe();
  readonly manager: KeycloakTokenManager;
  /** Another origin, to which a redirect may lead. */
  readonly elsewhere: ScriptedEndpoint;
  /** Answers requests from now on. */
  answer: Answer = issue;
  /** Takes the place of HTTP on connections from now on. */
  onConnection: ((socket: Socket) => void) | undefined;
  /** What DNS says of the name. */
  resolves = true;
  /** Requests, and connections that came to no request. */
  requests = 0;
  readonly #http: HttpServer;
  readonly #tls = createTlsServer({ cert: good, key: certificateKey });
  readonly #front: Server;
  readonly #folder = mkdtempSync(join(tmpdir(), 'token-faults-'));
  readonly #agent: Agent | undefined;
  readonly #raw = new Set<Socket>();

  private constructor(
    kind: SettingKind,
    front: Server,
    elsewhere: ScriptedEndpoint,
    options: FaultOptions,
  ) {
    this.elsewhere = elsewhere;
    this.#front = front;
    this.#http = createServer((request, response) => {
      if (kind !== 'tls') this.requests += 1;
      const { method = '', url = '', headers } = request;
      const { authorization } = headers;
      const seen = { method, path: url, authorization, form: new URLSearchParams() };
      request.resume().once('end', () => this.answer(response, seen, this.requests));
    });
    const behind = kind === 'tls' ? this.#tls : this.#http;
    front.on('connection', socket => this.#connected(socket, behind));
    this.#tls.on('secureConnection', socket => this.#http.emit('connection', socket));
    const caFile = join(this.#folder, 'authority.pem');
    writeFileSync(caFile, authority);
    this.#agent = kind === 'name' ? this.#agentWithDns() : undefined;
    this.manager = new KeycloakTokenManager({
      tokenEndpoint: `${this.origin(kind)}${path}`,
      clientId: 'boost',
      clientSecret: canarySecret,
      clock: this.clock,
      allowInClusterHttp: true,
      logger: this.observed.logger,
      onEvent: this.observed.onEvent,
      ...(kind === 'tls' && { tls: { caFile } }),
      ...(this.#agent !== undefined && { dispatcher: this.#agent }),
      ...options,
    });
  }

  static async start(
    kind: SettingKind = 'http',
    options: FaultOptions = {},
  ): Promise<FaultSetting> {
    const elsewhere = await ScriptedEndpoint.start(issue);
    const front = createTcpServer();
    front.listen(0, '127.0.0.1');
    await once(front, 'listening');
    return new FaultSetting(kind, front, elsewhere, options);
  }

  /** Where the endpoint is. */
  origin(kind: SettingKind = 'http'): string {
    const address = this.#front.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    if (kind === 'name') return `http://keycloak.identity.svc:${port}`;
    return `${kind === 'tls' ? 'https' : 'http'}://127.0.0.1:${port}`;
  }

  /** Shows another certificate from now on. */
  present(certificate: string): void {
    this.#tls.setSecureContext({ cert: certificate, key: certificateKey });
  }

  /** Takes no connections any more. */
  stopListening(): void {
    this.#front.close();
  }

  /** Waits for the outcome; lets the deadline pass once the endpoint has been reached. */
  async outlast<T>(work: Promise<T>): Promise<T> {
    const before = this.requests;
    while (this.requests === before) await setImmediate();
    for (let turn = 0; turn < 20; turn += 1) await setImmediate();
    this.clock.pass({ seconds: 16 });
    return work;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.manager.close();
    await this.#agent?.destroy();
    this.#http.closeAllConnections();
    for (const socket of this.#raw) socket.destroy();
    this.#front.close();
    await this.elsewhere[Symbol.asyncDispose]();
    rmSync(this.#folder, { recursive: true });
  }

  #connected(socket: Socket, behind: NodeJS.EventEmitter): void {
    socket.on('error', () => {});
    if (this.onConnection === undefined) {
      // Over TLS, where each request has a connection of its own, those that come to no request count too.
      if (behind === this.#tls) this.requests += 1;
      behind.emit('connection', socket);
      return;
    }
    this.requests += 1;
    this.#raw.add(socket);
    this.onConnection(socket);
  }

  #agentWithDns(): Agent {
    return new Agent({
      connect: {
        lookup: (hostname, _options, callback) => {
          if (this.resolves) {
            callback(null, [{ address: '127.0.0.1', family: 4 }]);
            return;
          }
          this.requests += 1;
          const error = new Error(`getaddrinfo ENOTFOUND ${hostname}`);
          callback(Object.assign(error, { code: 'ENOTFOUND' }), []);
        },
      },
    });
  }
}
