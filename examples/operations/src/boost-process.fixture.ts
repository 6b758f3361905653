// A Boost that is a process of its own. It makes a call and reads a chat reply until it is told to end; then it
// closes, says what became of them, and ends by itself.
import { once } from 'node:events';
import { jane, weatherAgent } from './callers.fixture.ts';
import { startBoost } from './running-boost.fixture.ts';

const boost = await startBoost(JSON.parse(process.env['BOOST_SITE'] ?? ''));
const { agents, chat } = boost.kagenti.asUser(jane);
await boost.overrides.set('boost.model.name', 'granite-4');
const inFlight = [
  agents.list({ namespace: 'team1' }),
  chat.stream({ ...weatherAgent, message: 'Will it rain?' }).text(),
];
const outcomes = Promise.allSettled(inFlight);

await once(process, 'SIGTERM');
await boost[Symbol.asyncDispose]();
const codes = (await outcomes).map(outcome =>
  outcome.status === 'rejected' ? outcome.reason.code : outcome.status,
);
const audit = boost.told.audit.map(({ operation, outcome }) => `${operation} ${outcome}`);
const { state } = boost.tokens.health();
console.log(JSON.stringify({ codes, audit: audit.toSorted(), tokens: state }));
