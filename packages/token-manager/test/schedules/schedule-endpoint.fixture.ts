import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { Agent, type Dispatcher } from 'undici';

/** What the endpoint does with requests: issues, fails, says when to come again, refuses, or keeps them waiting. */
export type EndpointMode = 'issue' | 'fail' | 'limit' | 'refuse' | 'hang';

/** What one schedule sees of the endpoint: each has a client of its own. */
export class ScheduleClient {
  readonly clientId: string;
  mode: EndpointMode = 'issue';
  lifetimeSeconds = 300;
  /** What `limit` asks for. */
  retryAfterSeconds = 2;
  /** How many requests have arrived. */
  requests = 0;
  /** Told of each token when it is issued. */
  onIssue: (value: string, lifetimeSeconds: number) => void = () => {};
  /** Told of each request when it arrives. */
  onRequest: () => void = () => {};
  /** Told when it was asked to come again later. */
  onLimit: (retryAfterSeconds: number) => void = () => {};
  /** Requests that have not been answered, by what the client sees. */
  inFlight = 0;
  mostInFlight = 0;
  readonly #waiting = new Set<ServerResponse>();

  constructor(clientId: string) {
    this.clientId = clientId;
  }

  /** Requests that are kept waiting. */
  get waiting(): number {
    return this.#waiting.size;
  }

  handle(response: ServerResponse): void {
    this.requests += 1;
    this.onRequest();
    if (this.mode === 'hang') {
      this.#waiting.add(response);
      response.once('close', () => this.#waiting.delete(response));
    } else this.#answer(response);
  }

  /** Answers what was kept waiting, as the mode is now. */
  release(): void {
    for (const response of this.#waiting) this.#answer(response);
    this.#waiting.clear();
  }

  #answer(response: ServerResponse): void {
    if (this.mode === 'fail' || this.mode === 'hang') response.writeHead(503).end();
    else if (this.mode === 'limit') {
      this.onLimit(this.retryAfterSeconds);
      response.writeHead(429, { 'retry-after': `${this.retryAfterSeconds}` }).end();
    } else if (this.mode === 'refuse') response.writeHead(401).end('{"error":"invalid_client"}');
    else {
      const value = `${this.clientId}.${this.requests}`;
      this.onIssue(value, this.lifetimeSeconds);
      const body = { access_token: value, token_type: 'Bearer', expires_in: this.lifetimeSeconds };
      response.end(JSON.stringify(body));
    }
  }
}

/** One endpoint and one pool of connections for thousands of schedules. */
export class ScheduleEndpoint implements AsyncDisposable {
  readonly #clients = new Map<string, ScheduleClient>();
  readonly #agent = new Agent();
  readonly #server = createServer((request, response) => {
    const basic = request.headers.authorization?.replace('Basic ', '') ?? '';
    const [clientId = ''] = Buffer.from(basic, 'base64').toString().split(':');
    request.resume().once('end', () => this.#clients.get(clientId)?.handle(response));
  });
  #count = 0;

  static async start(): Promise<ScheduleEndpoint> {
    const endpoint = new ScheduleEndpoint();
    endpoint.#server.listen(0, '127.0.0.1');
    await once(endpoint.#server, 'listening');
    return endpoint;
  }

  get tokenEndpoint(): string {
    const address = this.#server.address();
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/token`;
  }

  /** A client for one schedule. */
  open(): ScheduleClient {
    this.#count += 1;
    const client = new ScheduleClient(`c${this.#count}`);
    this.#clients.set(client.clientId, client);
    return client;
  }

  /** Forgets a client. */
  shut(client: ScheduleClient): void {
    client.release();
    this.#clients.delete(client.clientId);
  }

  /** A dispatcher that counts what the client has in flight. */
  dispatcherFor(client: ScheduleClient): Dispatcher {
    return this.#agent.compose(dispatch => (request, handler) => {
      client.inFlight += 1;
      client.mostInFlight = Math.max(client.mostInFlight, client.inFlight);
      let isOver = false;
      const over = () => {
        if (!isOver) client.inFlight -= 1;
        isOver = true;
      };
      return dispatch(request, {
        onRequestStart: (...args) => handler.onRequestStart?.(...args),
        onResponseStart: (...args) => handler.onResponseStart?.(...args),
        onResponseData: (...args) => handler.onResponseData?.(...args),
        onResponseEnd(...args) {
          over();
          handler.onResponseEnd?.(...args);
        },
        onResponseError(...args) {
          over();
          handler.onResponseError?.(...args);
        },
      });
    });
  }

  /** Waits until nothing moves any more: what is in flight is kept waiting by the endpoint. */
  async settle(client: ScheduleClient): Promise<void> {
    for (let still = 0; still < 4; ) {
      await setImmediate();
      still = client.inFlight === client.waiting ? still + 1 : 0;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#agent.destroy();
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
