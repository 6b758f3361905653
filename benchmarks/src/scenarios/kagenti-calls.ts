import type { Validation } from '@rhdh-boost/kagenti-client';
import { Agent, request } from 'undici';
import type { Scenario } from '../benchmark.ts';
import { agentList } from '../kagenti/answers.ts';
import { startKagenti } from '../kagenti/clients.ts';

const CALLS = 3000;
const CONCURRENCY = 50;

type Call = () => Promise<unknown>;

/** Makes the calls, so many at a time, and gives what each took, in milliseconds. */
async function makeCalls(call: Call): Promise<number[]> {
  const times: number[] = [];
  let left = CALLS;
  const caller = async () => {
    while (left > 0) {
      left -= 1;
      const start = performance.now();
      await call();
      times.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, caller));
  return times;
}

async function timeAll(call: Call): Promise<number> {
  const start = performance.now();
  await makeCalls(call);
  return performance.now() - start;
}

/** What 99 of 100 calls are no slower than. */
async function slowest(call: Call): Promise<number> {
  const times = (await makeCalls(call)).sort((one, other) => one - other);
  return times[Math.floor(times.length * 0.99)] ?? Number.NaN;
}

interface Comparison {
  /** Agents in the list that is the answer. */
  readonly agents: number;
  readonly validation: Validation;
  /** What the same is done with by hand. */
  readonly peer: 'undici.request' | 'fetch';
  readonly figure?: (call: Call) => Promise<number>;
}

const peers = {
  'undici.request': 'undici.request and JSON.parse, with the token in a fixed header',
  fetch: 'fetch and json(), with the token in a fixed header',
};

function calls({ agents, validation, peer, figure = timeAll }: Comparison): Scenario {
  const bytes = agentList(agents).length;
  const what = figure === timeAll ? 'all of' : 'the slowest but one in a hundred of';
  return {
    subject: `${what} ${CALLS} calls with a cached token, ${CONCURRENCY} at a time, each answered with ${bytes} bytes, validation '${validation}'`,
    peer: peers[peer],
    repetitions: 20,
    warmUps: 4,
    apart: true,
    async prepare() {
      const kagenti = await startKagenti(`agents-${agents}`, validation);
      const { api, baseUrl, headers } = kagenti;
      const dispatcher = new Agent();
      const url = `${baseUrl}/api/v1/agents?namespace=team1`;
      const byHand: Record<Comparison['peer'], Call> = {
        async 'undici.request'() {
          const { body } = await request(url, { dispatcher, headers });
          return JSON.parse(await body.text());
        },
        fetch: async () => (await fetch(url, { headers })).json(),
      };
      return {
        subject: () => figure(() => api.agents.list({ namespace: 'team1' })),
        peer: () => figure(byHand[peer]),
        async dispose() {
          await kagenti.close();
          await dispatcher.destroy();
        },
      };
    },
  };
}

const peer = 'undici.request';

/** What a call costs beside the least that it can. */
export const kagentiCalls = calls({ agents: 10, validation: 'off', peer });
/** The same, with each answer compared with the contract. */
export const kagentiCallsValidated = calls({ agents: 10, validation: 'report', peer });
/** The same, with an answer that has ten times as much to compare. */
export const kagentiLargeAnswers = calls({ agents: 100, validation: 'report', peer });
/** What it costs beside what one would write without a library. */
export const kagentiCallsBesideFetch = calls({ agents: 10, validation: 'report', peer: 'fetch' });
/** Whether some calls wait for others. */
export const kagentiLatency = calls({ agents: 10, validation: 'report', peer, figure: slowest });
