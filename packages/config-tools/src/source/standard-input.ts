import { Buffer } from 'node:buffer';
import { describeTooLarge, maxInputBytes } from './input-limit.ts';
import type { TextFile } from './text-file.ts';

/** What standard input is called where files are named. */
export const standardInput = '-';
/** What findings call it. */
export const standardInputName = '<stdin>';

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
  const all = Buffer.concat(chunks);
  const text = all.toString('utf8');
  return { text, isUtf8: Buffer.from(text, 'utf8').equals(all) };
}
