import { matchOperation } from '@rhdh-boost/kagenti-contract';
import type { ContractChange } from './contract-change.ts';

/** How changes are written. */
export const changeFormats = ['text', 'markdown', 'json'] as const;

/** One of them. */
export type ChangeFormat = (typeof changeFormats)[number];

/** The name that clients know an operation by; an operation that is new has none. */
function nameOf(operation: string): string {
  const [method = '', path = ''] = operation.split(' ');
  const match = matchOperation(method, path);
  return match?.operation.path === path ? match.operation.operation : 'new';
}

function headline(changes: readonly ContractChange[]): string {
  const breaking = changes.filter(({ kind }) => kind === 'breaking').length;
  if (changes.length === 0) return 'The contract says what it said.';
  return `The contract changed: ${breaking} breaking, ${changes.length - breaking} compatible.`;
}

/** Writes the changes for a reviewer: as lines, as a Markdown table for a pull request, or as JSON for a script. */
export function formatChanges(changes: readonly ContractChange[], format: ChangeFormat): string {
  if (format === 'json') return JSON.stringify({ changes }, null, 2);
  const rows = changes.map(change => ({ ...change, name: nameOf(change.operation) }));
  if (format === 'markdown') {
    return [
      headline(changes),
      ...(rows.length === 0
        ? []
        : ['', '| | operation | place | change | rule |', '|---|---|---|---|---|']),
      ...rows.map(
        ({ kind, operation, name, place, description, rule }) =>
          `| ${kind} | \`${operation}\` (${name}) | ${place === '' ? '' : `\`${place}\``} | ${escaped(description)} | ${rule} |`,
      ),
    ].join('\n');
  }
  return [
    headline(changes),
    ...rows.map(({ kind, operation, name, place, description, rule }) =>
      [kind.padEnd(10), `${operation} (${name})`, place, description, `[${rule}]`]
        .filter(part => part !== '')
        .join(' '),
    ),
  ].join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('|', '\\|');
}
