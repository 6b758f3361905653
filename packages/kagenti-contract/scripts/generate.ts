// Writes src/operation-name.ts, the union of the names in the table; with --check it only says whether that is stale.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { operations } from '../src/operations.ts';

const file = join(import.meta.dirname, '../src/operation-name.ts');
const text = `// Generated from src/operations/*.ts by \`npm run generate\`. Do not edit.

/**
 * The name of an operation, which is also the path of its method on a client: \`agents.list\` is
 * \`client.agents.list()\`.
 */
export type OperationName =
${operations.map(({ operation }) => `  | '${operation}'`).join('\n')};
`;

if (!process.argv.includes('--check')) {
  writeFileSync(file, text);
} else if (readFileSync(file, 'utf8') !== text) {
  process.stderr.write(
    'packages/kagenti-contract/src/operation-name.ts is stale: run `npm run generate`\n',
  );
  process.exitCode = 1;
}
