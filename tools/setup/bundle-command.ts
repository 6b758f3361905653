// Bundles a command with all that it needs, so that it starts fast and installs nothing else.
import { globSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { type Plugin, rolldown } from 'rolldown';
import { describeLicences, findBundledPackages } from './bundled-licences.ts';

/** A command to bundle. */
export interface CommandBundle {
  /** The folder of its package. */
  readonly root: string;
  /** Its name, such as `boost-config`; its program is `src/NAME.ts`. */
  readonly name: string;
  /** The folder to write to. */
  readonly folder: string;
  /** What every run needs, and so comes in one file of this name; what else is imported comes in separate files. */
  readonly first: { readonly name: string; readonly has: (id: string) => boolean };
  /** Libraries that come in files of their names, loaded when they are first needed. Default: none. */
  readonly libraries?: Readonly<Record<string, RegExp>>;
  /** What is not bundled but looked up at run time, which the code expects to fail. Default: nothing. */
  readonly external?: (id: string) => boolean;
  /** Modules that never run here, and so become empty. Default: none. */
  readonly leftOut?: (id: string, importer: string) => boolean;
}

/**
 * Modules of Node's that commander imports. Some are for what is not used here: subcommands that are
 * programs of their own, and colours in help. To load them takes as long as to check a file. Of the
 * others a bundle in CommonJS would copy every property, since they are imported by default.
 */
const commanderModules: Readonly<Record<string, string>> = {
  'node:child_process': 'export default {};',
  'node:fs': "export default process.getBuiltinModule('fs');",
  'node:path': "export default process.getBuiltinModule('path');",
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

/** Makes modules empty. */
const leaveOut = (isLeftOut: (id: string, importer: string) => boolean): Plugin => ({
  name: 'leave-out',
  resolveId: (id, importer) =>
    importer !== undefined && isLeftOut(id, importer) ? `\0left-out:${id}` : undefined,
  load: id => (id.startsWith('\0left-out:') ? 'module.exports = {};' : undefined),
});

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

/** Bundles the command into a folder, with the licences of what is inside. */
export async function bundleCommand({
  root,
  name,
  folder,
  first,
  libraries = {},
  external = () => false,
  leftOut = () => false,
}: CommandBundle): Promise<void> {
  const require = createRequire(join(root, 'package.json'));
  const yamlModules = join(dirname(require.resolve('yaml/package.json')), 'browser/index.js');
  const bundle = await rolldown({
    input: { [name]: join(root, `src/${name}.ts`) },
    external,
    platform: 'node',
    tsconfig: join(root, 'tsconfig.json'),
    // Node 22 is the oldest that runs it, and does not know `using`.
    transform: { target: 'node22' },
    // The build of yaml in ES modules, of which only what is used is bundled; it is the same code.
    resolve: { alias: { yaml: yamlModules } },
    plugins: [lightCommander, leaveOut(leftOut), asciiOnly],
  });
  const { output } = await bundle.write({
    dir: folder,
    // As CommonJS it starts faster than as ES modules; what is read for it is kept small, names aside.
    format: 'cjs',
    minify: {
      // A name tells what an error is: classes of drivers have nothing else.
      compress: { keepNames: { class: true, function: false } },
      mangle: false,
      codegen: { removeWhitespace: true },
    },
    entryFileNames: '[name].cjs',
    chunkFileNames: 'command/[name].cjs',
    codeSplitting: {
      groups: [
        { name: first.name, test: first.has },
        ...Object.entries(libraries).map(([library, test]) => ({ name: library, test })),
      ],
    },
  });
  await bundle.close();
  const written = new Set(output.map(({ fileName }) => fileName));
  for (const file of globSync('command/*.cjs', { cwd: folder })) {
    if (!written.has(file.replaceAll(sep, '/'))) rmSync(join(folder, file));
  }
  const modules = output.flatMap(file => (file.type === 'chunk' ? file.moduleIds : []));
  writeFileSync(
    join(folder, 'THIRD-PARTY-LICENSES'),
    describeLicences(name, findBundledPackages(modules)),
  );
}
