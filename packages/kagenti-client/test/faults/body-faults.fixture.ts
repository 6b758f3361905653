import { gzipSync } from 'node:zlib';
import { bodyOf, echo, json, pour, respond } from './answers.fixture.ts';
import { type Fault, type FaultGroup, harmless, lasting, type Treatment } from './fault.fixture.ts';

/** A 200 with that body, of the media type that was asked for. */
function body(
  situation: string,
  text: string | Buffer,
  calls: Fault['calls'],
  headers?: Readonly<Record<string, string>>,
): Fault {
  return { situation, onRequest: respond(200, text, headers), calls };
}

const notJson = lasting('contract not_json', { connections: 1, stream: 'stream truncated' });
/** What a stream takes for events that are none. */
const data = (outcome: string, stream = 'stream truncated'): Fault['calls'] =>
  lasting(outcome, { connections: 1, stream });

/** 1 GiB, of which nothing is kept here. */
const gigabyte = 1024 ** 3;
const piece = Buffer.alloc(64 * 1024, ' ');
const gigabyteAnnounced =
  (status: string): Treatment =>
  socket => {
    socket.write(
      `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${gigabyte}\r\n\r\n`,
    );
    pour(socket, piece);
  };

const pouredChunks =
  (type: string): Treatment =>
  socket => {
    socket.write(`HTTP/1.1 200 OK\r\ncontent-type: ${type}\r\ntransfer-encoding: chunked\r\n\r\n`);
    pour(socket, Buffer.concat([Buffer.from('10000\r\n'), piece, Buffer.from('\r\n')]));
  };

const depth = 100_000;
const nested = `{"items":[],"x":${'['.repeat(depth)}${']'.repeat(depth)}}`;

export const bodyFaults: FaultGroup = {
  heading: 'What a 200 holds',
  faults: [
    body('nothing', '', notJson),
    {
      situation: '204 where data is wanted',
      onRequest: socket => socket.write('HTTP/1.1 204 No Content\r\n\r\n'),
      calls: lasting('contract not_json', { connections: 1, stream: 'stream protocol' }),
    },
    body(
      'an HTML page',
      `<p>${echo}</p>`,
      lasting('contract not_json', { connections: 1, stream: 'stream protocol' }),
      {
        'content-type': 'text/html',
      },
    ),
    body('JSON that is cut off', '{"items":[{"name":"', notJson),
    body('two objects', '{"items":[]}{"items":[]}', notJson),
    body('null', 'null', data('the data')),
    body('a number', '7', data('the data')),
    body('an object of another shape', '{"items":7}', data('the data')),
    {
      ...body(
        'an object of another shape, and a client that is strict',
        '{"items":7}',
        data('contract invalid_type'),
      ),
      options: { validation: 'strict' },
    },
    {
      situation: 'a byte order mark before it',
      onRequest: (socket, request) => respond(200, `\uFEFF${bodyOf(request)}`)(socket, request),
      calls: harmless(),
    },
    body('UTF-16', Buffer.from('\uFEFF{"items":[]}', 'utf16le'), notJson),
    body(
      'a name that is no UTF-8',
      Buffer.from([...Buffer.from('{"items":[{"name":"'), 0xff, 0xfe, ...Buffer.from('"}]}')]),
      data('the data'),
    ),
    body(
      'JSON that is 100 000 levels deep',
      nested,
      // The sessions of a chat's answer are looked for, however deep.
      lasting('the data', {
        connections: 1,
        change: 'contract too_deep',
        stream: 'stream truncated',
      }),
    ),
    body(
      'gzip, which was not asked for',
      gzipSync('{"items":[]}'),
      lasting('contract not_json', { connections: 1, stream: 'stream protocol' }),
      { 'content-encoding': 'gzip' },
    ),
    body(
      'JSON as text/plain',
      '{"items":[]}',
      lasting('the data', { connections: 1, stream: 'stream protocol' }),
      {
        'content-type': 'text/plain',
      },
    ),
    {
      situation: '1 GiB, announced',
      onRequest: gigabyteAnnounced('200 OK'),
      calls: lasting('contract too_large', { stream: 'stream protocol' }),
    },
    {
      situation: '1 GiB and more, in chunks',
      onRequest: pouredChunks('application/json'),
      calls: lasting('contract too_large', { stream: 'stream protocol' }),
    },
    {
      situation: 'a 500 of 1 GiB',
      onRequest: gigabyteAnnounced('500 Error'),
      calls: lasting('http 500'),
    },
    {
      situation: 'a 503 in gzip',
      onRequest: respond(503, gzipSync('{"detail":"later"}'), { 'content-encoding': 'gzip' }),
      calls: {
        read: { outcome: 'http 503', requests: 3, runs: 3, connections: 1 },
        change: { outcome: 'http 503', requests: 1, runs: 1, connections: 1 },
        stream: { outcome: 'http 503', requests: 1, runs: 1, connections: 1 },
      },
    },
    {
      situation: 'good data, and a request id that repeats the request',
      onRequest: json(200, { items: [] }, { 'x-request-id': echo }),
      calls: lasting('the data', { connections: 1, stream: 'stream protocol' }),
    },
  ],
};
