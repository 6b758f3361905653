import type { Socket } from 'node:net';
import { canarySecret, echo } from '../fixtures/canaries.fixture.ts';
import { expired, ofAnotherName, selfSigned } from './certificates.fixture.ts';
import { type Fault, type FaultExpectation, type FaultGroup, transient } from './fault.fixture.ts';

/** Strikes each connection, when it has sent something or at once. */
function onConnection(
  situation: string,
  treat: (socket: Socket) => void,
  rest: FaultExpectation & Partial<Fault> = transient('network'),
): Fault {
  return { situation, ...rest, strike: setting => (setting.onConnection = treat) };
}

const whenAsked = (treat: (socket: Socket) => void) => (socket: Socket) =>
  void socket.once('data', () => treat(socket));

const head = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';
const begun = '{"access_token":"canary-token.with/slashes';
/** A call that its deadline ends costs one request. */
const hangs = { ...transient('timeout', 1), outlasts: true } as const;

/** Writes a piece every few milliseconds, without end. */
function drip(socket: Socket, piece: string): void {
  const timer = setInterval(() => socket.write(piece), 5);
  socket.once('close', () => clearInterval(timer));
}

function certificate(situation: string, shown: string): Fault {
  const strike: Fault['strike'] = setting => setting.present(shown);
  return { situation, kind: 'tls', strike, ...transient('network') };
}

export const networkFaults: FaultGroup = {
  heading: 'The network',
  faults: [
    {
      situation: 'nothing listens there',
      strike: setting => setting.stopListening(),
      ...transient('network', 0),
    },
    {
      situation: 'the name does not resolve',
      kind: 'name',
      strike: setting => (setting.resolves = false),
      ...transient('network'),
    },
    onConnection('reset when the connection is made', socket => socket.resetAndDestroy()),
    onConnection('closed when the connection is made', socket => socket.destroy()),
    onConnection(
      'reset after the request',
      whenAsked(socket => socket.resetAndDestroy()),
    ),
    onConnection(
      'closed after the request',
      whenAsked(socket => socket.end()),
    ),
    onConnection(
      'reset in the headers',
      whenAsked(socket => socket.write(head, () => socket.resetAndDestroy())),
    ),
    onConnection(
      'reset in the body',
      whenAsked(socket =>
        socket.write(`${head}content-length: 200\r\n\r\n${begun}`, () => socket.resetAndDestroy()),
      ),
    ),
    onConnection(
      'closed in a body of known length',
      whenAsked(socket => socket.end(`${head}content-length: 200\r\n\r\n${begun}`)),
    ),
    onConnection(
      'closed in a chunked body',
      whenAsked(socket => socket.end(`${head}transfer-encoding: chunked\r\n\r\n20\r\n${begun}`)),
    ),
    onConnection(
      'no HTTP, with the secret in it',
      whenAsked(socket => socket.end(`SSH-2.0-${canarySecret}\r\n${echo}\r\n`)),
    ),
    onConnection(
      'headers of more than 16 KiB',
      whenAsked(socket => socket.end(`${head}x-long: ${'x'.repeat(40_000)}\r\n\r\n{}`)),
    ),
    onConnection('hangs when the connection is made', () => {}, hangs),
    onConnection(
      'hangs in the headers',
      whenAsked(socket => socket.write(head)),
      hangs,
    ),
    onConnection(
      'hangs after the headers',
      whenAsked(socket => socket.write(`${head}content-length: 200\r\n\r\n`)),
      hangs,
    ),
    onConnection(
      'hangs in the body',
      whenAsked(socket => socket.write(`${head}content-length: 200\r\n\r\n${begun}`)),
      hangs,
    ),
    onConnection(
      'drips headers without end',
      whenAsked(socket => {
        socket.write(head);
        drip(socket, 'x-drip: 1\r\n');
      }),
      hangs,
    ),
    onConnection(
      'drips a body without end',
      whenAsked(socket => {
        socket.write(`${head}transfer-encoding: chunked\r\n\r\n`);
        drip(socket, '1\r\n \r\n');
      }),
      hangs,
    ),
    certificate('a certificate that has expired', expired),
    certificate('a certificate of an unknown authority', selfSigned),
    certificate('a certificate for another name', ofAnotherName),
    onConnection(
      'plain text where TLS is expected',
      whenAsked(socket => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
      { kind: 'tls', ...transient('network') },
    ),
  ],
};
