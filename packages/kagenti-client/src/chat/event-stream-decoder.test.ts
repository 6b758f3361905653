import { propertyRuns } from '@rhdh-boost/test-support/property-runs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { recordedStreams } from '../../test/fixtures/recorded-streams.fixture.ts';
import { EventStreamDecoder } from './event-stream-decoder.ts';

/** The data of all events, with the bytes cut at these places. */
function decode(bytes: Uint8Array, cuts: readonly number[]): readonly string[] {
  const decoder = new EventStreamDecoder();
  const places = [
    0,
    ...cuts.map(cut => cut % (bytes.length + 1)).sort((a, b) => a - b),
    bytes.length,
  ];
  const data = places
    .slice(1)
    .flatMap((end, index) => decoder.push(bytes.subarray(places[index], end)));
  return [...data, ...decoder.end()];
}

const lineEnds = ['\n', '\r\n', '\r'];

const texts = Object.values(recordedStreams)
  .map(stream => stream.text)
  .filter(text => text !== '');

test('any pieces of a recorded stream give its events [kagenti-chat-streaming/Any split of the bytes gives the same events]', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...texts),
      fc.constantFrom(...lineEnds),
      fc.boolean(),
      fc.array(fc.nat(), { maxLength: 60 }),
      (text, lineEnd, blankAtEnd, cuts) => {
        // The recordings are ASCII with escapes; unescape, so that characters of several bytes are cut too.
        const wire = text.replaceAll('\\u2600', '☀').replaceAll('\n', lineEnd);
        const bytes = Buffer.from(blankAtEnd ? wire : wire.slice(0, -lineEnd.length));
        const expected = text
          .replaceAll('\\u2600', '☀')
          .split('\n\n')
          .filter(Boolean)
          .map(line => line.slice(6));
        expect(decode(bytes, cuts)).toEqual(expected);
      },
    ),
    { numRuns: propertyRuns(2_000) },
  );
});

test('byte by byte [kagenti-chat-streaming/Any split of the bytes gives the same events]', () => {
  for (const text of texts) {
    const bytes = Buffer.from(text);
    expect(decode(bytes, [...bytes.keys()])).toEqual(decode(bytes, []));
  }
});

test.each(lineEnds)(
  'marks, comments and lines that end in %j [kagenti-chat-streaming/Any split of the bytes gives the same events]',
  lineEnd => {
    const lines = [
      '\uFEFF: a comment',
      'event: message',
      'id: 1',
      'retry: 10',
      'data: {"a":',
      'data:1}',
      '',
      ':',
      '',
      'other: field',
      'data',
      '',
      'data: {"b":2}',
      '',
      '',
    ];
    const bytes = Buffer.from(lines.join(lineEnd));

    for (const cuts of [[], [...bytes.keys()]]) {
      expect(decode(bytes, cuts)).toEqual(['{"a":\n1}', '', '{"b":2}']);
    }
  },
);

test.each(['', '\n', '\r', '\r\n'])(
  'a last event that ends in %j is given [kagenti-chat-streaming/Any split of the bytes gives the same events]',
  end => {
    expect(decode(Buffer.from(`data: {"a":1}\n\ndata: {"b":2}${end}`), [])).toEqual([
      '{"a":1}',
      '{"b":2}',
    ]);
  },
);

test('nothing is made up at the end [kagenti-chat-streaming/Any split of the bytes gives the same events]', () => {
  expect(decode(Buffer.from('data: {"a":1}\n\n: bye'), [])).toEqual(['{"a":1}']);
  expect(decode(new Uint8Array(), [])).toEqual([]);
});

test('an event above the limit ends the decoding [kagenti-chat-streaming/Stream that is not what it should be]', () => {
  const decoder = new EventStreamDecoder();
  const piece = Buffer.alloc(1024 * 1024, 'x');
  decoder.push(Buffer.from('data: '));
  for (let count = 0; count < 9; count += 1) decoder.push(piece);

  expect(decoder.overflowed).toBe(true);
  expect(decoder.push(Buffer.from('\n\ndata: {}\n\n'))).toEqual([]);
  expect(decoder.end()).toEqual([]);
});

const limit = 8 * 1024 * 1024;

test.each([
  ['of one byte each', 'x', limit],
  ['of two bytes each', 'é', limit / 2],
  ['of three bytes each', '☀', Math.floor(limit / 3)],
  ['of four bytes each', '🌦', limit / 4],
])(
  'the limit is 8 MiB of characters %s, in one piece or many [kagenti-chat-streaming/Stream that is not what it should be]',
  (_what, character, count) => {
    const pieces = Array.from({ length: 7 }, (_, index) => index * 1_300_001);
    for (const cuts of [[], pieces]) {
      const largest = decode(Buffer.from(`data: ${character.repeat(count)}\n\n`), cuts);
      const larger = decode(
        Buffer.from(`data: a\n\ndata: ${character.repeat(count + 1)}\n\ndata: b\n\n`),
        cuts,
      );

      expect(largest.map(data => data.length)).toEqual([character.length * count]);
      expect(larger).toEqual(['a']);
    }
  },
);
