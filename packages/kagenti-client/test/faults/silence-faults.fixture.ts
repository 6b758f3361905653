import { begunOf, drip, headOf } from './answers.fixture.ts';
import { type Fault, type FaultGroup, lasting, ofBody, passing, unsent } from './fault.fixture.ts';

/** The whole is bounded more tightly where no part of it is late. */
const totalMs = 400;
const drips: Partial<Fault> = { options: { timeouts: { totalMs, headersMs: totalMs } } };

export const silenceFaults: FaultGroup = {
  heading: 'The server is silent',
  faults: [
    {
      situation: 'it does not take part in the handshake of TLS',
      kind: 'tls',
      options: { timeouts: { connectMs: 100, totalMs: 10_000 } },
      onConnection: () => undefined,
      calls: unsent('timeout connect'),
    },
    {
      situation: 'it reads no request',
      largeRequest: true,
      onHead(socket) {
        socket.pause();
        // By then the client has given up, which only a server that reads can see.
        setTimeout(() => socket.resume(), 1_500);
      },
      calls: ofBody('timeout headers'),
    },
    {
      situation: 'it does not answer',
      onRequest: () => undefined,
      calls: lasting('timeout headers'),
    },
    {
      situation: 'it stops in the headers',
      onRequest: (socket, request) => socket.write(headOf(request)),
      calls: lasting('timeout headers'),
    },
    {
      situation: 'it drips headers without end',
      ...drips,
      onRequest: (socket, request) => {
        socket.write(headOf(request));
        drip(socket, 'x-drip: 1\r\n');
      },
      calls: lasting('timeout total', { stream: 'timeout headers' }),
    },
    {
      situation: 'it sends 103 without end',
      ...drips,
      onRequest: socket => drip(socket, 'HTTP/1.1 103 Early Hints\r\n\r\n'),
      calls: lasting('timeout total', { stream: 'timeout headers' }),
    },
    {
      situation: 'it stops after the headers',
      onRequest: (socket, request) => socket.write(`${headOf(request)}content-length: 200\r\n\r\n`),
      calls: lasting('timeout idle'),
    },
    {
      situation: 'it stops in the body',
      onRequest: (socket, request) =>
        socket.write(`${headOf(request)}content-length: 200\r\n\r\n${begunOf(request)}`),
      calls: lasting('timeout idle'),
    },
    {
      situation: 'it drips a body without end',
      ...drips,
      abortAfterMs: 800,
      onRequest: (socket, request) => {
        socket.write(`${headOf(request)}transfer-encoding: chunked\r\n\r\n`);
        drip(socket, '1\r\n \r\n');
      },
      calls: lasting('timeout total', { stream: 'abort' }),
    },
    {
      situation: 'it stops in the body of a 503',
      onRequest: socket =>
        socket.write('HTTP/1.1 503 Unavailable\r\ncontent-length: 200\r\n\r\n{"detail"'),
      calls: passing('http 503'),
    },
    {
      situation: 'it drips the body of a 503 without end',
      ...drips,
      onRequest: socket => {
        socket.write('HTTP/1.1 503 Unavailable\r\ntransfer-encoding: chunked\r\n\r\n');
        drip(socket, '1\r\n \r\n');
      },
      calls: lasting('http 503'),
    },
  ],
};
