import { Buffer } from 'node:buffer';
import { decodeText, type TextFile } from './decode-text.ts';
import { describeTooLarge, maxInputBytes } from './input-limit.ts';
import { standardInputName } from './standard-input-name.ts';

/** Reads standard input to its end, as a text file of at most 5 MB. */
export async function readStandardInput(): Promise<TextFile> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin) {
    const bytes = Buffer.from(chunk);
    chunks.push(bytes);
    size += bytes.length;
    if (size > maxInputBytes) return { problem: describeTooLarge(standardInputName) };
  }
  return decodeText(Buffer.concat(chunks), standardInputName);
}
