import { setImmediate as nextTurn } from 'node:timers/promises';
import { propertyRuns } from '@rhdh-boost/test-support/property-runs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { eventStream, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import { streamVariants } from '../../test/fixtures/stream-variants.fixture.ts';
import { collect } from '../../test/fixtures/streaming-server.fixture.ts';
import { jane, testClient, weatherAgent } from '../../test/fixtures/test-client.fixture.ts';

const numRuns = propertyRuns(500);

test('packets of any size give the same events [kagenti-chat-streaming/Any split of the bytes gives the same events]', async () => {
  let pieces: Uint8Array[] = [];
  await using server = await ScriptedServer.start(async response => {
    response.socket?.setNoDelay(true);
    eventStream(response);
    for (const piece of pieces) {
      response.write(piece);
      await nextTurn();
    }
    response.end();
  });
  await using kagenti = testClient(server.origin);
  const { chat } = kagenti.asUser(jane);
  const readAll = async (sent: Uint8Array[]): Promise<unknown> => {
    pieces = sent;
    const { events, error } = await collect(chat.stream({ ...weatherAgent, message: 'hi' }));
    return { events, reason: error instanceof Error ? Reflect.get(error, 'reason') : undefined };
  };
  const expected = new Map<number, unknown>();

  await fc.assert(
    fc.asyncProperty(
      fc.nat({ max: streamVariants.length - 1 }),
      fc.nat({ max: 11 }),
      fc.array(fc.nat(), { maxLength: 12 }),
      async (stream, form, places) => {
        const variants = streamVariants[stream] ?? [];
        const bytes = variants[form]?.bytes ?? new Uint8Array();
        if (!expected.has(stream)) {
          expected.set(stream, await readAll([variants[0]?.bytes ?? new Uint8Array()]));
        }
        const cuts = places.map(place => place % (bytes.length + 1)).sort((a, b) => a - b);
        const sent = [...cuts, bytes.length].map((to, index) =>
          bytes.subarray(cuts[index - 1] ?? 0, to),
        );
        expect(await readAll(sent)).toEqual(expected.get(stream));
      },
    ),
    { numRuns },
  );
}, 60_000);
