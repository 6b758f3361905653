import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A package of which code is in the bundle. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** The SPDX expression in its package.json. */
  readonly license: string;
  /** The text of its licence. */
  readonly text: string;
}

/** Licences of packages that are published without one: the text in their repository. */
const licencesElsewhere: Readonly<Record<string, string>> = {
  '@redis/client': 'redis-client.txt',
};

const packageFolder = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/;

/**
 * The packages that the modules of a bundle come from, by name; our own are none of them.
 *
 * @param modules - the files, as the bundler names them
 * @throws Error when a package has no licence text: its code could not be passed on
 */
export function findBundledPackages(modules: readonly string[]): BundledPackage[] {
  const folders = new Set(modules.flatMap(module => packageFolder.exec(module)?.[0] ?? []));
  return [...folders].map(readPackage).sort((left, right) => left.name.localeCompare(right.name));
}

function readPackage(folder: string): BundledPackage {
  const manifest: { name: string; version: string; license?: string } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  const { name, version, license = 'see below' } = manifest;
  const text = licenceText(folder, name);
  if (text === undefined) {
    throw new Error(
      `${name} has no licence text, so its code must not be bundled. Import it instead, or add the text of its repository to tools/setup/licences.`,
    );
  }
  return { name, version, license, text: text.trim() };
}

/** The text of a package's licence file; else of the section in its README; else of its repository. */
function licenceText(folder: string, name: string): string | undefined {
  const read = (pattern: RegExp) => {
    const file = readdirSync(folder).find(entry => pattern.test(entry));
    return file && readFileSync(join(folder, file), 'utf8');
  };
  const text = read(/^licen[cs]e(?:\.(?:md|txt))?$/i);
  if (text !== undefined) return text;
  const [, section] = /^#+ licen[cs]e\s*$(.*)/ims.exec(read(/^readme\.md$/i) ?? '') ?? [];
  // A section that only names the licence does not grant it.
  if (section?.includes('Permission is hereby granted')) return section;
  const elsewhere = licencesElsewhere[name];
  return elsewhere && readFileSync(join(import.meta.dirname, 'licences', elsewhere), 'utf8');
}

/** The licences as one text, for the published package. */
export function describeLicences(command: string, packages: readonly BundledPackage[]): string {
  const parts = packages.map(
    ({ name, version, license, text }) => `${name} ${version} (${license})\n\n${text}\n`,
  );
  return [
    `The command ${command} (dist/${command}.cjs and dist/command) contains code of these packages.\n`,
    ...parts,
  ].join(`\n${'-'.repeat(80)}\n\n`);
}
