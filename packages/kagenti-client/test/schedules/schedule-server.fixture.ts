import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Agent, buildConnector } from 'undici';
import { well } from './retry-model.fixture.ts';
import type { Step } from './schedule.fixture.ts';
import { answerOf, failures } from './schedule-dispatcher.fixture.ts';

/**
 * A real server that takes a schedule's steps, for one call at a time. What goes wrong before there is a
 * connection happens in the agent's connector: a server cannot refuse one connection and take the next.
 */
export class ScheduleServer implements AsyncDisposable {
  /** What the attempts of the call have met. */
  met: Step[] = [];
  #steps: readonly Step[] = [];
  #user = '';
  readonly #server = createServer((request, response) => {
    request.resume().once('end', () => {
      this.#answer(request, response);
    });
  });

  /** Sends a schedule's calls. */
  agent(): Agent {
    const connect = buildConnector({});
    return new Agent({
      connect: (options, done) => {
        const { kind } = this.#steps[this.met.length] ?? well;
        if (kind === 'refused' || kind === 'certificate' || kind === 'connectTimeout') {
          this.#take();
          done(failures[kind](), null);
        } else connect(options, done);
      },
    });
  }

  static async start(): Promise<ScheduleServer> {
    const server = new ScheduleServer();
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');
    return server;
  }

  get origin(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('not listening');
    return `http://127.0.0.1:${address.port}`;
  }

  /** Does this to the attempts of the next call, which is the only one for that user. */
  script(steps: readonly Step[], user: string): void {
    this.#steps = steps;
    this.#user = user;
    this.met = [];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #take(): Step {
    const step = this.#steps[this.met.length] ?? well;
    this.met.push(step);
    return step;
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    // One that was aborted may be on its way still.
    if (request.headers['x-backstage-user'] !== this.#user) {
      response.destroy();
      return;
    }
    const step = this.#take();
    const wantsStream = request.url?.endsWith('/stream') ?? false;
    const isCut = step.kind === 'cut';
    const { status, headers, body } = answerOf(
      isCut ? { ...step, status: 200 } : step,
      wantsStream,
    );
    if (step.kind === 'reset') {
      response.socket?.resetAndDestroy();
      return;
    }
    // So that each attempt has a connection of its own, which can be refused.
    response.writeHead(status, { ...headers, connection: 'close' });
    if (!isCut) {
      response.end(body);
      return;
    }
    response.write(body.slice(0, 1), () => {
      setTimeout(() => {
        response.socket?.resetAndDestroy();
      }, 5);
    });
  }
}
