import { KagentiClient, type Validation } from '@rhdh-boost/kagenti-client';
import { Agent, request } from 'undici';
import type { Scenario } from '../benchmark.ts';
import { agentList } from '../kagenti/answers.ts';
import { startKagentiServer } from '../kagenti/start-server.ts';

const CALLS = 3000;
const CONCURRENCY = 50;
const token = 'x'.repeat(1000);

export async function timeCalls(call: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  let left = CALLS;
  const worker = async () => {
    while (left-- > 0) await call();
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  return performance.now() - start;
}

export const kagentiCalls = (peerName: 'raw' | 'fetch', validation: Validation, agents: number): Scenario => ({
  subject: `${CALLS} calls of ${agentList(agents).length} bytes with validation ${validation}`,
  peer: peerName,
  repetitions: 20,
  warmUps: 4,
  async prepare() {
    const server = await startKagentiServer();
    const baseUrl = `${server.origin}/agents-${agents}`;
    const tokens = { getToken: async () => token, invalidate: () => true };
    const kagenti = new KagentiClient({ baseUrl, tokens, validation });
    const api = kagenti.asUser('user:default/jane');
    const dispatcher = new Agent();
    const url = `${baseUrl}/api/v1/agents?namespace=team1`;
    const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
    const raw = async () => JSON.parse(await (await request(url, { dispatcher, headers })).body.text());
    const plain = async () => (await fetch(url, { headers })).json();
    return {
      subject: () => timeCalls(() => api.agents.list({ namespace: 'team1' })),
      peer: () => timeCalls(peerName === 'raw' ? raw : plain),
      async dispose() {
        await kagenti.close();
        await dispatcher.close();
        server.close();
      },
    };
  },
});
