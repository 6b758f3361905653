import { operations } from '@rhdh-boost/kagenti-contract';

const tablePattern =
  /(?<=^\| permission \| what it lets a person do \| operations \|\n\|---\|---\|---\|\n)(?:\|.*\n)+/m;
const rowPattern = /^\| (?:`(?<permission>[\w.]+)`|none) \| (?<about>[^|]*) \| [^|]* \|$/gm;

/**
 * The document on security with the operations of today in its table of permissions; the words of its rows are kept.
 *
 * @throws When the document has no such table.
 */
export function withPermissionRows(page: string): string {
  if (!tablePattern.test(page)) throw new Error('The page has no table of permissions.');
  return page.replace(tablePattern, table =>
    table.replaceAll(rowPattern, (_row, permission: string | undefined, about: string) => {
      const names = operations
        .filter(row => row.permission === (permission ?? null))
        .map(row => `\`${row.operation}\``);
      const cell = permission === undefined ? 'none' : `\`${permission}\``;
      return `| ${cell} | ${about} | ${names.join(', ')} |`;
    }),
  );
}
