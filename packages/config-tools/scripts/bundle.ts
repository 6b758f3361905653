// Bundles the command, so that it starts fast: what a check needs is one file, every other
// subcommand's own code is another one that is loaded when it runs.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Plugin, rolldown } from 'rolldown';
import { describeLicences, findBundledPackages } from './bundled-licences.ts';

const root = join(import.meta.dirname, '..');

/** The build of yaml in ES modules, of which only what is used is bundled; it is the same code. */
const yamlModules = join(
  dirname(createRequire(import.meta.url).resolve('yaml/package.json')),
  'browser/index.js',
);

/**
 * Modules of Node's that commander imports for what is not used here: subcommands that are
 * programs of their own, and colours in help. To load them takes as long as to check a file.
 */
const commanderModules: Readonly<Record<string, string>> = {
  'node:child_process': 'export default {};',
  'node:process': 'export default globalThis.process;',
  'node:util': 'export const stripVTControlCharacters = text => text;',
};

const lightCommander: Plugin = {
  name: 'light-commander',
  resolveId: (id, importer) =>
    id in commanderModules && importer?.includes('/node_modules/commander/')
      ? `\0commander:${id}`
      : undefined,
  load: id => commanderModules[id.replace('\0commander:', '')],
};

/**
 * Writes characters beyond ASCII as escapes: V8 keeps a text with a single one of them in two bytes a
 * character, and Node decodes it more slowly.
 */
const asciiOnly: Plugin = {
  name: 'ascii-only',
  generateBundle(_options, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.type === 'chunk') file.code = file.code.replace(/[^\0-\x7f]/g, escapeCharacter);
    }
  },
};

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** What a check of files mostly does not need: the other subcommands, other outputs, settings, and what makes schemas of fields. */
const neededLater =
  /\/(?:src\/(?:boost-config\.ts|codes|migrate|compat|explain|init|settings\/(?!find-)|check\/(?:combine-reports|connected-files|ignore-comments)|report\/(?:(?:format|github|json|sarif)-report|repository-path)|command\/(?:run-(?!check|command)|load-registry|plan-check|write-document))|node_modules\/(?:diff|zod-to-json-schema|zod\/v3)|artefacts|boost-modules|define-config-fields)|to-json-schema|json-schema-processors|internal\/src\/(?:tls-files|signing-key|client-assertion|jwt-claims|json-object)/;

/** Bundles `src/boost-config.ts` into a folder, with the licences of what is inside. */
export async function bundleCommand(folder: string): Promise<void> {
  const bundle = await rolldown({
    input: { 'boost-config': join(root, 'src/boost-config.ts') },
    platform: 'node',
    tsconfig: join(root, 'tsconfig.json'),
    // Node 22 is the oldest that runs it, and does not know `using`.
    transform: { target: 'node22' },
    resolve: { alias: { yaml: yamlModules } },
    plugins: [lightCommander, asciiOnly],
  });
  const { output } = await bundle.write({
    dir: folder,
    // As CommonJS it starts faster than as ES modules; what is read for it is kept small, names aside.
    format: 'cjs',
    minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
    entryFileNames: '[name].cjs',
    chunkFileNames: 'command/[name].cjs',
    codeSplitting: { groups: [{ name: 'check', test: id => !neededLater.test(id) }] },
  });
  await bundle.close();
  const modules = output.flatMap(file => (file.type === 'chunk' ? file.moduleIds : []));
  writeFileSync(
    join(folder, 'THIRD-PARTY-LICENSES'),
    describeLicences(findBundledPackages(modules)),
  );
}

if (import.meta.main) await bundleCommand(join(root, 'dist'));
