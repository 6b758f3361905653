// Writes the lists of operations and the table of faults into the README and the guides; with --check it only says
// which is stale.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeFaults, faultGroups } from '../src/faults/fault-table.fixture.ts';
import { operationPage, withOperationList } from './operation-lists.ts';

const readme = join(import.meta.dirname, '../README.md');
const docs = join(import.meta.dirname, '../../../docs');

const files: readonly [string, string, string][] = [
  ['packages/kagenti-client/README.md', readme, withOperationList(readFileSync(readme, 'utf8'))],
  ['docs/kagenti-operations.md', join(docs, 'kagenti-operations.md'), operationPage()],
  ['docs/kagenti-faults.md', join(docs, 'kagenti-faults.md'), describeFaults(faultGroups)],
];

for (const [name, file, text] of files) {
  if (!process.argv.includes('--check')) {
    writeFileSync(file, text);
  } else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
    process.stderr.write(`${name} is stale: run \`npm run generate\`\n`);
    process.exitCode = 1;
  }
}
