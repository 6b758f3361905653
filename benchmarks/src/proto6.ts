import { createParser } from 'eventsource-parser';
import { ReplyEvents } from '../../packages/kagenti-client/src/chat/reply-events.ts';
import { streamEvent } from './kagenti/answers.ts';
const chunk = Buffer.from(Array.from({ length: 250 }, (_n, i) => streamEvent(i)).join(''));
const N = 400;
function raw() {
  let n = 0; let values: unknown[] = [];
  const parser = createParser({ onEvent: ({ data }) => values.push(JSON.parse(data)) });
  const decoder = new TextDecoder();
  for (let i = 0; i < N; i++) { parser.feed(decoder.decode(chunk, { stream: true })); for (const v of values) if (v) n++; values = []; }
  return n;
}
function ours() {
  let n = 0; const reply = new ReplyEvents(id => id);
  for (let i = 0; i < N; i++) { reply.push(chunk); while (reply.take() !== undefined) n++; }
  return n;
}
const cpu = (f: () => number) => { const s = process.cpuUsage(); const n = f(); const u = process.cpuUsage(s); return (u.user + u.system) / (N * 250); };
const a: number[] = [], b: number[] = [];
for (let r = 0; r < 25; r++) { a.push(cpu(raw)); b.push(cpu(ours)); }
const med = (x: number[]) => x.sort((p, q) => p - q)[x.length >> 1]!;
console.log('raw', med(a).toFixed(3), 'ours', med(b).toFixed(3), 'ratio', (med(a) / med(b)).toFixed(3), 'min', a[0]!.toFixed(3), b[0]!.toFixed(3));
