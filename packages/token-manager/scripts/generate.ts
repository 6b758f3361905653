// Writes docs/token-faults.md from the faults that the tests prove; with --check it only says whether that is stale.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeFaults, faultGroups } from '../test/faults/fault-table.fixture.ts';

const page = join(import.meta.dirname, '../../../docs/token-faults.md');
const text = describeFaults(faultGroups);
const isFresh = existsSync(page) && readFileSync(page, 'utf8') === text;

if (!process.argv.includes('--check')) {
  writeFileSync(page, text);
} else if (!isFresh) {
  process.stderr.write('docs/token-faults.md is stale: run `npm run generate`\n');
  process.exitCode = 1;
}
