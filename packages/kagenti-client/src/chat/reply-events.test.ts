import { propertyRuns } from '@rhdh-boost/test-support/property-runs';
import { expect, test } from 'vitest';
import { recorded } from '../../test/fixtures/recorded-streams.fixture.ts';
import { frames } from '../../test/fixtures/scripted-server.fixture.ts';
import { streamVariants } from '../../test/fixtures/stream-variants.fixture.ts';
import type { ChatEvent } from './chat-event.ts';
import { ReplyEvents } from './reply-events.ts';

const bind = (id: string): string => `${id}!`;

/** What a reply gives whose bytes are cut at these places. */
function read(bytes: Uint8Array, cuts: readonly number[] = []): unknown {
  const reply = new ReplyEvents(bind);
  const events: ChatEvent[] = [];
  const takeAll = (): void => {
    for (let event = reply.take(); event !== undefined; event = reply.take()) events.push(event);
  };
  let from = 0;
  for (const to of [...cuts, bytes.length]) {
    reply.push(bytes.subarray(from, to));
    takeAll();
    from = to;
  }
  reply.end();
  takeAll();
  const { state, text, sessionId, agentMessage } = reply;
  return { events, state, text, sessionId, agentMessage };
}

const nothing = { name: 'nothing', bytes: new Uint8Array(), expected: '' };

/** Random numbers from a seed: fast-check makes cuts far more slowly than they are tried. */
function numbersFrom(seed: number): (limit: number) => number {
  let state = seed;
  return limit => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

test.each(streamVariants.map(variants => [variants[0]?.name ?? '', variants] as const))(
  'every way to write a stream: %s [kagenti-chat-streaming/Any split of the bytes gives the same events]',
  (_name, variants) => {
    const expected = read(variants[0]?.bytes ?? new Uint8Array());
    const inOnePiece = variants.map(({ name, bytes }) => [name, read(bytes)]);
    const byteByByte = variants.map(({ name, bytes }) => [name, read(bytes, [...bytes.keys()])]);

    expect(inOnePiece).toEqual(variants.map(({ name }) => [name, expected]));
    expect(byteByByte).toEqual(inOnePiece);
  },
);

test('a million random cuts change no event [kagenti-chat-streaming/Any split of the bytes gives the same events]', () => {
  const seed = Math.floor(Math.random() * 2 ** 32);
  const below = numbersFrom(seed);
  const all = streamVariants.flatMap(variants => {
    const expected = JSON.stringify(read(variants[0]?.bytes ?? new Uint8Array()));
    return variants.map(variant => ({ ...variant, expected }));
  });
  const wanted = 100 * propertyRuns(10_000);
  const changed: string[] = [];
  for (let cut = 0; cut < wanted && changed.length === 0; ) {
    const { name, bytes, expected } = all[below(all.length)] ?? nothing;
    const cuts = Array.from({ length: 1 + below(19) }, () => below(bytes.length + 1)).sort(
      (one, other) => one - other,
    );
    cut += cuts.length;
    if (JSON.stringify(read(bytes, cuts)) !== expected) {
      changed.push(`${name}, cut at ${cuts.join(', ')}, seed ${seed}`);
    }
  }

  expect(changed).toEqual([]);
}, 120_000);

test('nothing is made of what nobody takes [kagenti-chat-streaming/Reply arrives as events]', () => {
  const bound: string[] = [];
  const reply = new ReplyEvents(id => {
    bound.push(id);
    return id;
  });

  reply.push(Buffer.from(frames({ content: 'one' }, { session_id: 's', event: { type: 'plan' } })));

  expect(reply.take()).toEqual({ type: 'text', text: 'one' });
  expect([bound, reply.text]).toEqual([[], 'one']);
  expect(reply.take()).toEqual({ type: 'session', sessionId: 's' });
  expect(reply.take()).toMatchObject({ type: 'unknown' });
  expect(new Set(bound)).toEqual(new Set(['s']));
  expect(reply.take()).toBeUndefined();
});

test.each([
  ['open', frames({ content: 'x' })],
  ['asked', frames({ event: { type: 'status', state: 'auth-required' } }, { content: 'x' })],
  ['complete', frames({ event: { type: 'status', state: 'completed' } }, { content: 'x' })],
  ['done', frames({ content: 'x', done: true }, { content: 'never' })],
  ['failed', frames({ content: 'x', error: 'no' }, { content: 'never' })],
  ['broken', `${frames({ content: 'x' })}data: 7\n\n${frames({ content: 'never' })}`],
])('%s: how a reply stands [kagenti-chat-streaming/Reply arrives as events]', (state, wire) => {
  expect(read(Buffer.from(wire))).toMatchObject({ state, text: 'x' });
});

test('what came before an event that is too large is given [kagenti-chat-streaming/Stream that is not what it should be]', () => {
  const reply = new ReplyEvents(bind);
  const large = 'x'.repeat(8 * 1024 * 1024);
  reply.push(Buffer.from(`${frames({ content: 'one' })}data: "${large}`));

  expect([reply.take(), reply.state]).toEqual([{ type: 'text', text: 'one' }, 'open']);
  expect([reply.take(), reply.state]).toEqual([undefined, 'broken']);
});

test('a session is named once it was, and may be named anew [kagenti-chat-streaming/Result of a reply]', () => {
  expect(read(Buffer.from(recorded('working')))).toMatchObject({ sessionId: 'ctx-1!' });
  expect(
    read(Buffer.from(frames({ session_id: 'a' }, { session_id: 'b' }, { content: 'x' }))),
  ).toMatchObject({ sessionId: 'b!' });
  expect(read(Buffer.from(frames({ done: true })))).toMatchObject({
    events: [],
    sessionId: undefined,
    agentMessage: undefined,
  });
});
