import { expect, test } from 'vitest';
import { ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import { jane, rejection, testClient } from '../../test/fixtures/test-client.fixture.ts';

const mebibyte = 1024 * 1024;

/** What a call gives, or fails with, whose answer has exactly so many bytes; in pieces its length is not announced. */
async function answered(status: number, answer: object, bytes: number, inPieces: boolean) {
  const body = JSON.stringify(answer).padEnd(bytes, ' ');
  await using server = await ScriptedServer.start(response => {
    response.writeHead(status, inPieces ? {} : { 'content-length': bytes });
    response.end(body);
  });
  await using kagenti = testClient(server.origin);
  const call = kagenti.asUser(jane).agents.list();
  return status === 200 ? await call.catch((error: unknown) => error) : await rejection(call);
}

test.each([true, false])(
  'an answer of 32 MiB is read, one of a byte more is not; in pieces: %s [kagenti-api/Unusable answer fails the call]',
  async inPieces => {
    const empty = { items: [] };

    expect(await answered(200, empty, 32 * mebibyte, inPieces)).toEqual(empty);
    expect(await answered(200, empty, 32 * mebibyte + 1, inPieces)).toMatchObject({
      name: 'KagentiContractError',
      issues: [{ path: '', code: 'too_large' }],
    });
  },
);

test.each([true, false])(
  'an error of 1 MiB is read, of one of a byte more only the status is reported; in pieces: %s',
  async inPieces => {
    const words = { detail: 'no such agent' };

    expect(await answered(404, words, mebibyte, inPieces)).toMatchObject({ status: 404, ...words });
    expect(await answered(404, words, mebibyte + 1, inPieces)).toMatchObject({
      status: 404,
      detail: undefined,
    });
  },
);
