import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const page = join(import.meta.dirname, '../../../docs/doctor.md');
const start = '<!-- misconfigurations -->\n';
const end = '<!-- /misconfigurations -->';

/** A row of the table of the documentation. */
export interface PageRow {
  readonly step: string;
  /** The code of the finding. */
  readonly code: string;
  readonly broken: string;
  /** What the doctor said. */
  readonly said: string;
  readonly seconds: number;
}

/** The rows of the page, without the seconds, which differ between runs. */
export function readRows(): Omit<PageRow, 'seconds'>[] {
  return tableOf(readFileSync(page, 'utf8'))
    .split('\n')
    .filter(line => line.startsWith('| `'))
    .map(line => line.slice(2, -2).split(/ (?<!\\)\| /))
    .map(([step = '', code = '', broken = '', said = '']) => ({
      step: step.replaceAll('`', ''),
      code: code.replaceAll('`', ''),
      broken,
      said: said.replaceAll('\\|', '|'),
    }));
}

/** The steps of the page, with those that they need. */
export function readSteps(): { readonly id: string; readonly needs: readonly string[] }[] {
  const [, rest = ''] = readFileSync(page, 'utf8').split('\n## Steps\n');
  const [section = ''] = rest.split('\n## ');
  return section
    .split('\n')
    .filter(line => line.startsWith('| `'))
    .map(line => line.split(' | '))
    .map(([id = '', , needs = '']) => ({ id: namesIn(id)[0] ?? '', needs: namesIn(needs) }));
}

function namesIn(cell: string): string[] {
  return [...cell.matchAll(/`([\w-]+)`/g)].map(([, name = '']) => name);
}

/** Writes the rows into the page. */
export function writeRows(rows: readonly PageRow[]): void {
  const text = readFileSync(page, 'utf8');
  const lines = rows.map(({ step, code, broken, said, seconds }) => {
    const cells = [
      `\`${step}\``,
      `\`${code}\``,
      broken,
      said.replaceAll('|', '\\|'),
      seconds.toFixed(1),
    ];
    return `| ${cells.join(' | ')} |\n`;
  });
  const table = [
    '\n| step | code | what is broken | what the doctor says | seconds |\n',
    '|---|---|---|---|---|\n',
    ...lines,
    '\n',
  ].join('');
  writeFileSync(
    page,
    text.replace(start + tableOf(text), () => start + table),
  );
}

function tableOf(text: string): string {
  const [, rest = ''] = text.split(start);
  const [table = ''] = rest.split(end);
  return table;
}
