import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { text } from 'node:stream/consumers';

/** What a scripted endpoint saw of a request. */
export interface SeenRequest {
  readonly authorization: string | undefined;
  readonly form: URLSearchParams;
}

/** Answers one request. */
export type Answer = (response: ServerResponse, request: SeenRequest, count: number) => void;

/**
 * A token endpoint whose every byte the test decides: for what the test kit's identity provider does not
 * do on command, such as an answer that is released later, echoes the request or has odd fields.
 */
export class ScriptedEndpoint implements AsyncDisposable {
  readonly requests: SeenRequest[] = [];
  /** Answers the requests from now on. */
  answer: Answer;
  origin = '';
  readonly #server;

  private constructor(answer: Answer, listen: (listener: RequestListener) => Server) {
    this.answer = answer;
    this.#server = listen((request, response) => {
      void this.#handle(request, response);
    });
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { authorization } = request.headers;
    const seen = { authorization, form: new URLSearchParams(await text(request)) };
    this.requests.push(seen);
    this.answer(response, seen, this.requests.length);
  }

  /** Starts one on a free port of the loopback interface. */
  static async start(
    answer: Answer = tokens(),
    listen: (listener: RequestListener) => Server = listener => createServer(listener),
  ): Promise<ScriptedEndpoint> {
    const endpoint = new ScriptedEndpoint(answer, listen);
    endpoint.#server.listen(0, '127.0.0.1');
    await once(endpoint.#server, 'listening');
    const address = endpoint.#server.address();
    if (address === null || typeof address === 'string') throw new Error('No TCP port');
    endpoint.origin = `http://127.0.0.1:${address.port}`;
    return endpoint;
  }

  get tokenEndpoint(): string {
    return `${this.origin}/realms/boost/protocol/openid-connect/token`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

/** Answers with a JSON body. */
export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Answer {
  return response => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };
}

/** Issues `token-1`, `token-2` …, numbered by the request. */
export function tokens(lifetimeSeconds: unknown = 300): Answer {
  return (response, request, count) => {
    const body = {
      access_token: `token-${count}`,
      token_type: 'Bearer',
      expires_in: lifetimeSeconds,
    };
    json(body)(response, request, count);
  };
}

/** Gives the answers in their order, then the last one for ever. */
export function inOrder(...answers: [Answer, ...Answer[]]): Answer {
  let index = 0;
  return (response, request, count) => {
    const answer = answers[Math.min(index, answers.length - 1)];
    index += 1;
    answer?.(response, request, count);
  };
}

/** Resets the connection. */
export const reset: Answer = response => {
  response.socket?.resetAndDestroy();
};

/** Never answers. */
export const hang: Answer = () => {};
