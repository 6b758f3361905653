import { agentList } from './kagenti/answers.ts';
import { startKagentiServer } from './kagenti/start-server.ts';
import { ClientCore } from '../../packages/kagenti-client/src/client-core.ts';
import { CallScope } from '../../packages/kagenti-client/src/sending/call-scope.ts';
import { sendAttempt } from '../../packages/kagenti-client/src/sending/send-attempt.ts';
import { exchange } from '../../packages/kagenti-client/src/sending/exchange.ts';
import { startCall } from '../../packages/kagenti-client/src/sending/call.ts';
import { readText } from '../../packages/kagenti-client/src/sending/read-body.ts';
import { operationByName } from '@rhdh-boost/kagenti-contract';
const server = await startKagentiServer();
const kind = process.argv[2] ?? '';
const token = 'x'.repeat(1000);
const core = new ClientCore({ baseUrl: `${server.origin}/agents-10`, tokens: { getToken: async () => token, invalidate: () => true }, validation: 'off' });
const caller = { kind: 'user', ref: 'user:default/jane' } as const;
const operation = operationByName('agents.list');
const clocks = { headersMs: 30000, idleMs: 30000, totalMs: 60000, startMs: undefined };
const read = (answer: any) => readText(answer.body, answer.headers['content-length']);
const plan = { operation, path: '/api/v1/agents?namespace=team1', body: undefined, caller, accept: 'application/json', clocks, read, maxRetries: 2, whenGone: undefined } as const;
const calls: Record<string, () => Promise<unknown>> = {
  async attempt() {
    const scope = new CallScope('agents.list', undefined);
    const answer = await sendAttempt(core, scope, plan, token, 0);
    return JSON.parse(String(answer.value));
  },
  async exchange() {
    const scope = new CallScope('agents.list', undefined);
    const answer = await exchange(core, scope, plan);
    return JSON.parse(String(answer.value));
  },
  async start() {
    const running = await startCall(core, { caller, operation, target: { namespace: 'team1' }, parameters: () => ({ path: {}, query: { namespace: 'team1' } }), options: {}, accept: 'application/json', read });
    running.conclude('succeeded');
    return JSON.parse(String(running.value));
  },
};
const call = calls[kind]!;

import { KagentiClient } from '../../packages/kagenti-client/src/index.ts';
import { request, Agent } from 'undici';
const client = new KagentiClient({ baseUrl: `${server.origin}/agents-10`, tokens: { getToken: async () => token, invalidate: () => true }, validation: 'off' });
const client2 = new KagentiClient({ baseUrl: `${server.origin}/agents-10`, tokens: { getToken: async () => token, invalidate: () => true }, validation: 'report' });
const api = client.asUser('user:default/jane');
const api2 = client2.asUser('user:default/jane');
calls['full'] = () => api.agents.list({ namespace: 'team1' });
calls['report'] = () => api2.agents.list({ namespace: 'team1' });
const dispatcher = new Agent();
const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
calls['raw'] = async () => JSON.parse(await (await request(`${server.origin}/agents-10/api/v1/agents?namespace=team1`, { dispatcher, headers })).body.text());
import { Handler } from './proto-handler.ts';
calls['dispatch'] = async () => { const h = new Handler(); dispatcher.dispatch({ origin: server.origin, path: '/agents-10/api/v1/agents?namespace=team1', method: 'GET', headers, body: null, headersTimeout: 30000, bodyTimeout: 30000 } as any, h as any); await h.opened; return JSON.parse(await h.text()); };
const kinds = kind === '' ? Object.keys(calls) : kind.split(',');
async function time(call: () => Promise<unknown>) {
  const start = process.cpuUsage();
  let left = 3000;
  const worker = async () => { while (left-- > 0) await call(); };
  await Promise.all(Array.from({ length: 50 }, worker));
  const used = process.cpuUsage(start);
  return (used.user + used.system) / 3000;
}
const found: Record<string, number[]> = {};
for (let i = 0; i < 24; i++) for (const k of kinds) { const t = await time(calls[k]!); if (i > 3) (found[k] ??= []).push(t); }
for (const k of kinds) { const t = found[k]!.sort((a, b) => a - b); console.log(k.padEnd(14), t[t.length >> 1]!.toFixed(1), 'µs CPU', t[2]!.toFixed(1)); }
await core.close(); server.close(); process.exit();
