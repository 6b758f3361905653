import { createServer } from 'node:net';
import { portOf } from './listening.fixture.ts';

/** What the server answers to a command: an Error is one of Redis, and undefined no answer at all. */
export type RedisAnswer = (command: string, ...words: string[]) => unknown;

/** A server on which faults happen on command. */
interface ScriptedRedis {
  /** `127.0.0.1:PORT`. */
  readonly name: string;
  /** `redis://127.0.0.1:PORT`. */
  readonly url: string;
  /** The commands that came, as lines. */
  readonly commands: readonly string[];
}

/**
 * Starts a server that speaks RESP 2, for one test. As before Redis 6, it does not know HELLO.
 *
 * @param answer - answers the commands that do not belong to the handshake. Default: as an empty Redis does
 */
export async function startRedis(answer: RedisAnswer = emptyRedis): Promise<ScriptedRedis> {
  const commands: string[] = [];
  const server = createServer(socket => {
    let received = '';
    socket.on('error', () => {});
    socket.setEncoding('utf8').on('data', (piece: string) => {
      received += piece;
      for (let read = readCommand(received); read !== undefined; read = readCommand(received)) {
        received = received.slice(read.length);
        const [name = '', ...words] = read.words;
        commands.push([name, ...words].join(' '));
        const value =
          name === 'HELLO' || name === 'CLIENT'
            ? new Error(`ERR unknown command '${name}'`)
            : answer(name, ...words);
        if (value !== undefined) socket.write(encode(value));
      }
      if (/^[^*]/.test(received)) socket.end(encode(new Error('ERR Protocol error')));
    });
  });
  const port = await portOf(server);
  return { name: `127.0.0.1:${port}`, url: `redis://127.0.0.1:${port}`, commands };
}

/** A Redis without keys that allows everything. */
export function emptyRedis(command: string): unknown {
  if (command === 'SCAN') return ['0', []];
  return command === 'PTTL' || command === 'DEL' || command === 'EVAL' ? 0 : null;
}

/** The first command, an array of bulk strings; undefined while it is not whole. The words are of ASCII. */
function readCommand(
  text: string,
): { readonly words: readonly string[]; readonly length: number } | undefined {
  const count = /^\*(\d+)\r\n/.exec(text);
  if (count === null) return undefined;
  const words: string[] = [];
  let { length } = count[0];
  while (words.length < Number(count[1])) {
    const [head, size] = /^\$(\d+)\r\n/.exec(text.slice(length)) ?? [];
    if (head === undefined) return undefined;
    const start = length + head.length;
    const end = start + Number(size);
    if (text.length < end + 2) return undefined;
    words.push(text.slice(start, end));
    length = end + 2;
  }
  return { words, length };
}

function encode(value: unknown): string {
  if (value === null) return '$-1\r\n';
  if (Array.isArray(value)) return `*${value.length}\r\n${value.map(encode).join('')}`;
  if (typeof value === 'number') return `:${value}\r\n`;
  if (typeof value === 'string') return `$${value.length}\r\n${value}\r\n`;
  return `-${Object(value).message}\r\n`;
}
