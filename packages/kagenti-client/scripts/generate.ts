// Writes what Kagenti's contract says into src/api/generated, and the tables of operations, faults and HTTP answers into
// the guides; with --check it only reports which is stale.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeFaults, faultGroups } from '../test/faults/fault-table.fixture.ts';
import { apiModel } from './generator/api-model.ts';
import { readContract } from './generator/contract.ts';
import { generatedFiles } from './generator/generated-files.ts';
import { overlays } from './overlay/index.ts';
import { withPermissionRows } from './permission-rows.ts';

const root = join(import.meta.dirname, '../../..');
const generated = 'packages/kagenti-client/src/api/generated';
const security = 'specifications/prd/security-safety-governance.md';
const isCheck = process.argv.includes('--check');

const model = apiModel(readContract(), overlays);
if (model.problems.length > 0) {
  process.stderr.write(`${model.problems.join('\n')}\n`);
  process.exitCode = 1;
} else {
  await writeAll();
}

async function writeAll(): Promise<void> {
  const files = await generatedFiles(model, Object.keys(overlays));
  if (!isCheck) mkdirSync(join(root, generated), { recursive: true });
  for (const [name, text] of files) keep(`${generated}/${name}`, text);
  for (const name of readdirSync(join(root, generated))) {
    if (!files.has(name)) keep(`${generated}/${name}`, undefined);
  }
  // The page reads the descriptors that were just written.
  const { operationPage } = await import('./operation-lists.ts');
  keep(security, withPermissionRows(readFileSync(join(root, security), 'utf8')));
  keep('docs/kagenti-operations.md', operationPage());
  const { httpAnswersPage } = await import('./http-answers-page.ts');
  keep('docs/kagenti-http-answers.md', httpAnswersPage());
  keep('docs/kagenti-faults.md', describeFaults(faultGroups));
}

/** Writes a file as it should be, undefined for none, or says that it is not so. */
function keep(name: string, text: string | undefined): void {
  const file = join(root, name);
  if ((existsSync(file) ? readFileSync(file, 'utf8') : undefined) === text) return;
  if (isCheck) {
    process.stderr.write(`${name} is stale: run \`npm run generate\`\n`);
    process.exitCode = 1;
  } else if (text === undefined) {
    rmSync(file);
  } else {
    writeFileSync(file, text);
  }
}
