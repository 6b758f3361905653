// Bundles the command, so that it starts fast: what a check needs is one file, every other
// subcommand's own code is another one that is loaded when it runs.
import { globSync, rmSync } from 'node:fs';
import { join } from 'node:path';
// @boundaries-ignore A build script of the repository's is no part of the package.
import { bundleCommand } from '../../../tools/setup/bundle-command.ts';

const root = join(import.meta.dirname, '..');

/** What a check of files mostly does not need: the other subcommands, other outputs, settings, and what makes schemas of fields. */
const neededLater =
  /\/(?:src\/(?:boost-config\.ts|load-compiled\.ts|codes|migrate|compat|explain|init|settings\/(?!find-)|check\/(?:combine-reports|connected-files|ignore-comments)|report\/(?:(?:format|github|json|sarif)-report|repository-path)|command\/(?:run-(?!check|command)|load-registry|plan-check|write-document))|node_modules\/(?:diff|zod-to-json-schema|zod\/v3)|artefacts|boost-modules|define-config-fields)|to-json-schema|json-schema-processors|internal\/src\/(?:tls-files|signing-key|client-assertion|jwt-claims|json-object)/;

/** Bundles `src/boost-config.ts` into a folder. */
export async function bundleBoostConfig(folder: string): Promise<void> {
  const first = { name: 'check', has: (id: string) => !neededLater.test(id) };
  await bundleCommand({ root, name: 'boost-config', folder, first });
}

if (import.meta.main) {
  await bundleBoostConfig(join(root, 'dist'));
  // The modules of the command are private, and their declarations name packages that are not published.
  for (const file of globSync('dist/command/**/*.d.ts', { cwd: root })) rmSync(join(root, file));
}
