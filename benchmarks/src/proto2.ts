import { kagentiCalls } from './scenarios/kagenti-calls.ts';
const pair = await kagentiCalls('raw', 'off', 10).prepare({ seed: 1 });
for (let i = 0; i < 20; i++) await (process.argv[2] === 'peer' ? pair.peer() : pair.subject());
const t = []; for (let i = 0; i < 20; i++) t.push(await (process.argv[2] === 'peer' ? pair.peer() : pair.subject()));
console.log(t.map(x => x.toFixed(0)).join(' '), process.cpuUsage());
await pair.dispose?.();
