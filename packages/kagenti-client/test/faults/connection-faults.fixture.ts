import {
  answerWell,
  begunOf,
  bodyOf,
  echo,
  headOf,
  resetSoon,
  respond,
  writeThenReset,
} from './answers.fixture.ts';
import { type FaultGroup, harmless, lasting, ofBody, passing, unsent } from './fault.fixture.ts';

const socketLost = 'connection UND_ERR_SOCKET';
const reset = 'connection ECONNRESET';
const truncated = 'stream truncated';
/** The server had the request, and did not carry it out. */
const never = (): boolean => false;

export const connectionFaults: FaultGroup = {
  heading: 'The connection breaks',
  faults: [
    {
      situation: 'nothing listens there',
      unreachable: true,
      calls: unsent('connection ECONNREFUSED, not sent'),
    },
    {
      situation: 'the name does not resolve',
      kind: 'name',
      unreachable: true,
      calls: unsent('connection ENOTFOUND, not sent'),
    },
    {
      situation: 'reset before the request is read',
      onConnection: socket => resetSoon(socket),
      calls: {
        read: { outcome: reset, requests: 0, attempts: 3, runs: 0, connections: 0 },
        change: { outcome: reset, requests: 0, attempts: 1, runs: 0, connections: 0 },
        stream: { outcome: reset, requests: 0, attempts: 1, runs: 0, connections: 0 },
      },
    },
    {
      situation: 'reset while the request is sent',
      largeRequest: true,
      onHead: socket => socket.resetAndDestroy(),
      calls: ofBody(reset),
    },
    {
      situation: 'reset after the request, which was not carried out',
      runs: never,
      onRequest: socket => socket.resetAndDestroy(),
      calls: passing(reset, { runs: 0 }),
    },
    {
      situation: 'reset after the request was carried out',
      onRequest: socket => socket.resetAndDestroy(),
      calls: passing(reset),
    },
    {
      situation: 'closed after the request was carried out',
      onRequest: socket => socket.end(),
      calls: passing(socketLost),
    },
    {
      situation: 'an open connection is reset as the next request arrives',
      warm: true,
      // The calls that open connections must not be ended by a clock.
      options: { timeouts: { headersMs: 30_000, idleMs: 30_000 } },
      onRequest: socket => socket.resetAndDestroy(),
      calls: passing(reset),
    },
    {
      situation: 'reset in the status line',
      onRequest: socket => writeThenReset(socket, 'HTTP/1.1 20'),
      calls: passing(reset),
    },
    {
      situation: 'reset in the headers',
      onRequest: (socket, request) => writeThenReset(socket, headOf(request)),
      calls: passing(reset),
    },
    {
      situation: 'closed in the headers',
      onRequest: (socket, request) => socket.end(headOf(request)),
      calls: passing(socketLost),
    },
    {
      situation: 'reset after the headers',
      onRequest: (socket, request) =>
        writeThenReset(socket, `${headOf(request)}content-length: 200\r\n\r\n`),
      calls: passing(reset, { stream: truncated }),
    },
    {
      situation: 'reset in the body',
      onRequest: (socket, request) =>
        writeThenReset(socket, `${headOf(request)}content-length: 200\r\n\r\n${begunOf(request)}`),
      calls: passing(reset, { stream: truncated }),
    },
    {
      situation: 'closed in a body of known length',
      onRequest: (socket, request) =>
        socket.end(`${headOf(request)}content-length: 200\r\n\r\n${begunOf(request)}`),
      calls: passing(socketLost, { stream: truncated }),
    },
    {
      situation: 'closed in a chunked body',
      onRequest: (socket, request) =>
        socket.end(`${headOf(request)}transfer-encoding: chunked\r\n\r\n60\r\n${begunOf(request)}`),
      calls: passing(socketLost, { stream: truncated }),
    },
    {
      situation: 'reset in the body of a 404',
      onRequest: socket =>
        writeThenReset(socket, 'HTTP/1.1 404 Not Found\r\ncontent-length: 200\r\n\r\n{"detail"'),
      calls: lasting('http 404'),
    },
    {
      situation: 'reset in the body of a 503',
      onRequest: socket =>
        writeThenReset(socket, 'HTTP/1.1 503 Unavailable\r\ncontent-length: 200\r\n\r\n{"detail"'),
      calls: passing('http 503'),
    },
  ],
};

export const framingFaults: FaultGroup = {
  heading: 'What comes is no good HTTP',
  faults: [
    {
      situation: 'no HTTP at all, which repeats the request',
      onRequest: socket => socket.end(`SSH-2.0-server ${echo}\r\n`),
      calls: passing('connection HTTPParserError'),
    },
    {
      situation: 'a status line without a status',
      onRequest: socket => socket.end('HTTP/1.1 OK\r\n\r\n'),
      calls: passing('connection HTTPParserError'),
    },
    {
      situation: 'a NUL in a header',
      onRequest: (socket, request) => socket.end(`${headOf(request)}x-name: a\0b\r\n\r\n`),
      calls: passing('connection HTTPParserError'),
    },
    {
      situation: 'headers of more than 16 KiB',
      onRequest: (socket, request) =>
        socket.end(`${headOf(request)}x-long: ${'x'.repeat(40_000)}\r\n\r\n{}`),
      calls: passing('connection UND_ERR_HEADERS_OVERFLOW'),
    },
    {
      situation: 'a length and chunks at once',
      onRequest: (socket, request) =>
        socket.end(
          `${headOf(request)}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`,
        ),
      calls: passing('connection UND_ERR_RES_CONTENT_LENGTH_MISMATCH'),
    },
    {
      situation: 'two lengths',
      onRequest: (socket, request) =>
        socket.end(`${headOf(request)}content-length: 2\r\ncontent-length: 3\r\n\r\n{}`),
      calls: passing('connection UND_ERR_RES_CONTENT_LENGTH_MISMATCH'),
    },
    {
      situation: 'chunks with a bad size',
      onRequest: (socket, request) =>
        socket.end(`${headOf(request)}transfer-encoding: chunked\r\n\r\nxyz\r\n{}\r\n`),
      calls: passing('connection HTTPParserError', { stream: truncated }),
    },
    {
      situation: '101, which nobody asked for',
      onRequest: socket =>
        socket.write('HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'),
      calls: passing(socketLost),
    },
    {
      situation: 'more bytes than the length says',
      onRequest: (socket, request) => {
        respond(200, bodyOf(request))(socket, request);
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}');
      },
      calls: harmless({ connections: 0 }),
    },
    {
      situation: 'HTTP/1.0, where the end of the connection ends the body',
      onRequest: (socket, request) =>
        socket.end(`${headOf(request).replace('1.1', '1.0')}\r\n${bodyOf(request)}`),
      calls: harmless({ connections: 0 }),
    },
    {
      situation: 'an answer after a 102 and a 103',
      onRequest: (socket, request) => {
        socket.write('HTTP/1.1 102 Processing\r\n\r\n');
        socket.write('HTTP/1.1 103 Early Hints\r\nlink: </x>; rel=preload\r\n\r\n');
        answerWell(socket, request);
      },
      calls: harmless(),
    },
  ],
};
