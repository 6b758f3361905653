// Writes docs/configuration-changes.md from the rules; with --check it only says whether that is stale.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rulesPage } from './rules-page.ts';

const page = join(import.meta.dirname, '../../../docs/configuration-changes.md');
const text = rulesPage();
const isFresh = existsSync(page) && readFileSync(page, 'utf8') === text;

if (!process.argv.includes('--check')) {
  writeFileSync(page, text);
} else if (!isFresh) {
  process.stderr.write('docs/configuration-changes.md is stale: run `npm run generate`\n');
  process.exitCode = 1;
}
