import type { IncomingMessage } from 'node:http';
import type { ChatParameters } from '../api/generated/chat-types.ts';
import { isRecord } from '../is-record.ts';
import { withoutUndefined } from '../options/without-undefined.ts';
import { makeError } from './http-answers.ts';

/** The largest body that is read, in bytes. */
const maximumBytes = 1_048_576;

/** A request of Express 4 or 5. */
type ChatRequest = IncomingMessage & { readonly params: object; readonly body?: unknown };

type Member = keyof ChatParameters;

const members = {
  message: true,
  sessionId: true,
  namespace: true,
  name: true,
} satisfies Record<Member, true>;

/**
 * The message in the body of a request, with namespace and name from the path if it has them.
 *
 * @throws An error that Backstage answers with 400 or 413. It says what to send and repeats nothing of the body.
 */
export async function chatMessageOf(request: ChatRequest): Promise<ChatParameters> {
  const body = await bodyOf(request);
  if (!isRecord(body)) throw refuse('The body is not a JSON object.');
  if (Object.keys(body).some(key => !Object.hasOwn(members, key))) {
    throw refuse(`The body may have only ${Object.keys(members).join(', ')}.`);
  }
  const given: Readonly<Record<string, unknown>> = { ...body, ...request.params };
  const message = textOf('message', given);
  if (message === undefined) throw refuse('message is missing.', 'message');
  return {
    message,
    ...withoutUndefined({
      sessionId: textOf('sessionId', given),
      namespace: textOf('namespace', given),
      name: textOf('name', given),
    }),
  };
}

function textOf(member: Member, given: Readonly<Record<string, unknown>>): string | undefined {
  const value = given[member];
  if (value === undefined || typeof value === 'string') return value;
  throw refuse(`${member} is not text.`, member);
}

async function bodyOf(request: ChatRequest): Promise<unknown> {
  if (request.body !== undefined) return request.body;
  const type = request.headers['content-type'] ?? '';
  if (!/^application\/json\s*(?:;|$)/i.test(type)) throw refuse('The body is not JSON.');
  const bytes = await bytesOf(request);
  try {
    // JSON is UTF-8 (RFC 8259, section 8.1).
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw refuse('The body is not JSON.');
  }
}

/** Reads the body. A request that Node destroys loses its socket, and with it the address for logs of the backend. */
async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      bytes += chunk.length;
      if (bytes > maximumBytes) break;
      chunks.push(chunk);
    }
  } catch {
    throw refuse('The body is incomplete.');
  }
  if (bytes > maximumBytes) {
    // Node discards the rest of a body only if nobody has begun to read it; the next request on the connection would wait.
    request.resume();
    throw makeError(413, ' The body may have at most 1 MiB.');
  }
  return Buffer.concat(chunks);
}

function refuse(problem: string, ...fields: readonly Member[]): Error {
  const advice = 'Send { message, sessionId } as JSON, with Content-Type: application/json.';
  return Object.assign(makeError(400, ` ${problem} ${advice}`), {
    code: 'invalid_parameter',
    ...(fields.length === 0 ? {} : { fields }),
  });
}
