// Which source is behind each entry point of a package: what the bundler builds, and what Vitest reads in its place.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What of a manifest says where its entry points are. */
export interface Exports {
  readonly exports?: Readonly<Record<string, string | { readonly default: string }>>;
}

/** The entry points by the name of their file in `dist`: `index`, `config/index`. */
export function entryPointsOf({ exports = {} }: Exports): Record<string, string> {
  const files = Object.values(exports).flatMap(entry =>
    typeof entry === 'string' ? [] : [entry.default],
  );
  return Object.fromEntries(
    files.map(file => {
      const source = sourceOf(file);
      return [source.replace(/^src\/|\.ts$/g, ''), source];
    }),
  );
}

/** `src/config/index.ts` of `./dist/config/index.js`; a source that is exported itself is its own. */
function sourceOf(file: string): string {
  return file.replace(/^\.\//, '').replace(/^dist\/(.*)\.js$/, 'src/$1.ts');
}

/**
 * The sources of all entry points of the packages, by what is imported (`@rhdh-boost/x/config`), as aliases of Vite.
 * Only code has one: a JSON file that a package exports is found in the package itself.
 */
export function sourceAliases(root: string): { find: RegExp; replacement: string }[] {
  return globSync('packages/*/package.json', { cwd: root }).flatMap(file => {
    const manifest: Exports & { readonly name: string } = JSON.parse(
      readFileSync(join(root, file), 'utf8'),
    );
    return Object.entries(manifest.exports ?? {}).flatMap(([subpath, entry]) => {
      const source = sourceOf(typeof entry === 'string' ? entry : entry.default);
      if (!source.endsWith('.ts')) return [];
      const specifier = `${manifest.name}${subpath.slice(1)}`.replaceAll('.', '\\.');
      return [{ find: new RegExp(`^${specifier}$`), replacement: join(root, file, '..', source) }];
    });
  });
}
