import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { BoundKagentiClient, KagentiClient } from '../../src/kagenti-client.ts';
import type { KagentiClientOptions } from '../../src/options/client-options.ts';
import {
  answerSkills,
  json,
  readsSkills,
  type Script,
  ScriptedServer,
  type SeenRequest,
} from '../fixtures/scripted-server.fixture.ts';
import { jane, testClient } from '../fixtures/test-client.fixture.ts';

/** A path that a newer backend may have. */
export const newerPath = '/api/v2/agents/team1/weather-agent/logs';

const standardAnswer: Script = response => {
  json(response, { items: [], session_id: 'ctx-1', content: 'hi' });
};

/** A server for the tests of a file, and clients of it; every test begins with nothing seen. */
export class RequestServer {
  readonly #clients: KagentiClient[] = [];
  #server: ScriptedServer | undefined;
  /** Answers the n-th request of a test, from 0. */
  script = standardAnswer;
  /** Names of skills that each namespace has: reading them is answered, and is not among the requests. */
  skills: readonly unknown[] | undefined;

  constructor() {
    beforeAll(async () => {
      this.#server = await ScriptedServer.start((response, request) => {
        if (this.skills === undefined || !readsSkills(request)) {
          return this.script(response, request, this.requests.length - 1);
        }
        this.requests.pop();
        return answerSkills(response, ...this.skills);
      });
    });
    beforeEach(() => {
      this.script = standardAnswer;
      this.skills = undefined;
      this.requests.length = 0;
    });
    afterAll(async () => {
      for (const client of this.#clients) await client.close();
      await this.#server?.stop();
    });
  }

  get origin(): string {
    return this.#server?.origin ?? '';
  }

  /** What arrived in this test. */
  get requests(): SeenRequest[] {
    return this.#server?.requests ?? [];
  }

  /** The API for the user of most tests. */
  api(options: Partial<KagentiClientOptions> = {}): BoundKagentiClient {
    const client = testClient(this.origin, options);
    this.#clients.push(client);
    return client.asUser(jane);
  }
}
