import type { IncomingMessage } from 'node:http';

const formType = 'application/x-www-form-urlencoded';

/** The request's form; an empty one when the body is no form. */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) {
    chunks.push(chunk);
  }
  const isForm = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() === formType;
  return new URLSearchParams(isForm ? Buffer.concat(chunks).toString('utf8') : '');
}

export function hasRepeatedParameter(form: URLSearchParams): boolean {
  return new Set(form.keys()).size < form.size;
}
