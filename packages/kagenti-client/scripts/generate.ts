// Writes the lists of operations into the README and the guide; with --check it only says which is stale.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { operationPage, withOperationList } from './operation-lists.ts';

const readme = join(import.meta.dirname, '../README.md');
const page = join(import.meta.dirname, '../../../docs/kagenti-operations.md');

const files: readonly [string, string, string][] = [
  ['packages/kagenti-client/README.md', readme, withOperationList(readFileSync(readme, 'utf8'))],
  ['docs/kagenti-operations.md', page, operationPage()],
];

for (const [name, file, text] of files) {
  if (!process.argv.includes('--check')) {
    writeFileSync(file, text);
  } else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
    process.stderr.write(`${name} is stale: run \`npm run generate\`\n`);
    process.exitCode = 1;
  }
}
