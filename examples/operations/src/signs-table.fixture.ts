import { readFileSync } from 'node:fs';

const document = new URL(
  '../../../specifications/prd/platform-operations-deployment.md',
  import.meta.url,
);
const heading = '| sign | meaning | do |';

/** One sign of the table of what to watch: how it is described, and the names in it. */
export interface Sign {
  readonly sign: string;
  readonly names: readonly string[];
}

/** Reads the signs that the document tells operators to watch. */
export function readSigns(): readonly Sign[] {
  const lines = readFileSync(document, 'utf8').split('\n');
  const rows = lines.slice(lines.indexOf(heading) + 2);
  return rows
    .slice(
      0,
      rows.findIndex(line => !line.startsWith('|')),
    )
    .map(row => {
      const sign = row.split(' | ')[0]?.slice(2) ?? '';
      return {
        sign,
        names: Array.from(sign.matchAll(/`(?<name>[^`]+)`/g), ([, name = '']) => name),
      };
    });
}
