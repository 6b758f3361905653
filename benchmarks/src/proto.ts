import { measure } from './measure.ts';
import { kagentiCalls } from './scenarios/kagenti-calls.ts';
for (const [peer, validation, agents, limit] of [['raw','off',10,0],['raw','report',10,0],['raw','off',100,0],['raw','report',100,0],['fetch','report',10,0]] as const) {
  const m = await measure({ ...kagentiCalls(peer, validation, agents), ratioOf: 'speed', limit }, { seed: 1, effort: 1 });
  console.log(peer, validation, agents, m.ratio, m.subject.median, m.peer.median);
}
