// Writes the pages and the schema that are made from the code; with --check it only reports which are stale.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { settingsSchema } from '../src/settings/settings-schema.ts';
import { commandPage } from './command-page.ts';
import { releasedVersion } from './released-version.ts';
import { rulesPage } from './rules-page.ts';

const root = join(import.meta.dirname, '../../..');
const schemaFile = 'packages/config-tools/schema/boost-config.schema.json';

const texts: Readonly<Record<string, string>> = {
  'docs/configuration-changes.md': rulesPage(),
  'docs/boost-config.md': commandPage(),
  [schemaFile]: `${JSON.stringify(settingsSchema, null, 2)}\n`,
  ...releasedVersion(root),
};

for (const [name, text] of Object.entries(texts)) {
  const file = join(root, name);
  if (!process.argv.includes('--check')) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  } else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
    process.stderr.write(`${name} is stale: run \`npm run generate\`\n`);
    process.exitCode = 1;
  }
}
