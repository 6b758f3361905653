import { measure } from './measure.ts';
import { kagentiStreams } from './scenarios/kagenti-streams.ts';
const m = await measure({ ...kagentiStreams, ratioOf: 'speed', limit: 0 }, { seed: 1, effort: 1 });
console.log(m.ratio, m.subject, m.peer);
