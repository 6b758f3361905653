import type { ErrorCode } from 'yaml';

/** What usually mends each mistake. The parser's own messages may quote the line, and so a secret. */
const waysOut: Partial<Record<ErrorCode, string>> = {
  BAD_INDENT: 'indent the line as its neighbours are',
  TAB_AS_INDENT: 'indent with spaces, not with tabs',
  DUPLICATE_KEY: 'remove one of two equal keys',
  MISSING_CHAR: 'close the quote or bracket, or add the missing colon or space',
  BLOCK_AS_IMPLICIT_KEY: 'put the nested key on a line of its own',
  MULTIPLE_DOCS: 'remove the second document (---)',
};

/** How to mend a mistake of this kind. */
export function yamlWayOut(code: ErrorCode): string {
  return waysOut[code] ?? `mend that place (${code})`;
}
