import type { Dispatcher } from 'undici';

/** Largest body that is read, in bytes. */
const maximumBodyBytes = 32 * 1024 * 1024;

/** Largest body of an error that is read, in bytes: it is for people. */
const maximumErrorBytes = 1024 * 1024;

type Body = Dispatcher.ResponseData['body'];

/**
 * Reads a body as text.
 *
 * @param body - The body; destroyed, and its socket with it, when it is too large.
 * @param contentLength - The header, where there is one; undici holds the server to it.
 * @param maximumBytes - The limit.
 * @returns The text; undefined when it is larger.
 */
export async function readText(
  body: Body,
  contentLength: string | undefined,
  maximumBytes = maximumBodyBytes,
): Promise<string | undefined> {
  if (contentLength !== undefined) {
    if (Number(contentLength) <= maximumBytes) return await body.text();
    body.destroy();
    return undefined;
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop destroys the body.
  for await (const chunk of body.iterator()) {
    if (!(chunk instanceof Uint8Array)) continue;
    size += chunk.byteLength;
    if (size > maximumBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/^\uFEFF/, '');
}

/** Reads the body of an error, as far as that goes: a status is worth telling without it. */
export async function readErrorText(
  body: Body,
  contentLength: string | undefined,
): Promise<string | undefined> {
  try {
    return await readText(body, contentLength, maximumErrorBytes);
  } catch {
    return undefined;
  }
}
