import { Agent } from 'undici';
import { agentList } from './kagenti/answers.ts';
import { startKagentiServer } from './kagenti/start-server.ts';
const server = await startKagentiServer();
const kind = process.argv[2] ?? '';
const token = 'x'.repeat(1000);
const agent = new Agent();
import { markSent, withMark } from '../../packages/kagenti-client/src/sending/sent-mark.ts';
const dispatcher = kind.includes('m') ? agent.compose(markSent) : kind.includes('c') ? agent.compose(dispatch => (options, handler) => dispatch(options, handler)) : agent;
const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
const live = new Set();
const once = async () => {
  const options: any = { origin: server.origin, path: '/agents-10/api/v1/agents?namespace=team1', method: 'GET', headers: kind.includes('h') ? { accept: 'application/json', authorization: `Bearer ${token}` } : headers, body: null };
  if (kind.includes('s')) options.signal = new AbortController().signal;
  if (kind.includes('m')) Object.assign(options, withMark({ sent: false }));
  if (kind.includes('t')) { options.headersTimeout = 30000; options.bodyTimeout = 30000; }
  if (kind.includes('l')) live.add(options);
  const response = await dispatcher.request(options);
  if (kind.includes('e')) response.body.on('error', () => undefined);
  const text = await response.body.text();
  if (kind.includes('l')) live.delete(options);
  return JSON.parse(text);
};
const wrapped = async () => { const r = await once(); return { data: r, headers }; };
const call = kind.includes('k') ? () => { const response = wrapped(); const data = response.then(a => a.data); return Object.assign(data, { withResponse: () => response.then(a => a) }); } : once;
async function time() {
  const start = performance.now();
  let left = 3000;
  const worker = async () => { while (left-- > 0) await call(); };
  await Promise.all(Array.from({ length: 50 }, worker));
  return performance.now() - start;
}
const t = []; for (let i = 0; i < 40; i++) t.push(await time());
console.log(t.slice(20).map(x => x.toFixed(0)).join(' '));
await agent.close(); server.close();
