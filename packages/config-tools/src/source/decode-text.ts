import type { Finding, SourceLocation } from '../finding.ts';
import { LineIndex } from './line-index.ts';
import { startOfFile } from './start-of-file.ts';

/** A file's text, or why it could not be read. */
export type TextFile =
  | {
      /** The text, a byte order mark included. */
      readonly text: string;
      /** Where the first bytes stand that are no UTF-8, if any: the text holds U+FFFD there, as Backstage reads it. */
      readonly notUtf8?: SourceLocation;
      /** Not there when the file could be read. */
      readonly problem?: undefined;
      /** Not there when the file could be read. */
      readonly isMissing?: undefined;
    }
  | {
      /** Not there when the file could not be read. */
      readonly text?: undefined;
      /** Not there when the file could not be read. */
      readonly notUtf8?: undefined;
      /** Why the file could not be read. */
      readonly problem: Finding;
      /** Whether there is no such file; a link to itself is one that cannot be read. */
      readonly isMissing?: boolean;
    };

/**
 * The text that bytes are in UTF-8. UTF-16, which PowerShell writes with `>`, is refused by name:
 * Backstage would find no key in it.
 *
 * @param file - its name for findings
 */
export function decodeText(bytes: Uint8Array, file: string): TextFile {
  if (isUtf16(bytes)) return { problem: describeUtf16(file) };
  const text = readUtf8(bytes);
  if (!text.includes('\uFFFD')) return { text };
  const again = new TextEncoder().encode(text);
  const wrong = bytes.findIndex((byte, index) => byte !== again[index]);
  if (wrong === -1) return { text };
  const start = readUtf8(bytes.subarray(0, wrong)).length;
  return { text, notUtf8: { file, ...new LineIndex(text).span(start, start + 1) } };
}

/** Reads UTF-8, its byte order mark included; U+FFFD is in the place of what is none. */
function readUtf8(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

/** By its byte order mark, or by the zero bytes that ASCII has in it. */
function isUtf16(bytes: Uint8Array): boolean {
  const [first, second, third, fourth] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  const [isLittle, isBig] = [second === 0 && fourth === 0, first === 0 && third === 0];
  return bytes.length >= 4 && isLittle !== isBig;
}

function describeUtf16(file: string): Finding {
  return {
    severity: 'error',
    code: 'not_utf8',
    message: 'is UTF-16, which Backstage does not read',
    hint: 'Save the file as UTF-8. In PowerShell before version 7, use "Out-File -Encoding utf8" instead of ">".',
    location: startOfFile(file),
  };
}

/** Says that bytes are no UTF-8: a warning where the file is read all the same. */
export function describeNotUtf8(
  location: SourceLocation,
  { isRefused }: { readonly isRefused: boolean },
): Finding {
  return {
    severity: isRefused ? 'error' : 'warning',
    code: 'not_utf8',
    message: isRefused
      ? 'contains bytes that are not UTF-8, which would be lost'
      : 'contains bytes that are not UTF-8, which Backstage replaces with U+FFFD',
    hint: 'Save the file as UTF-8.',
    location,
  };
}
