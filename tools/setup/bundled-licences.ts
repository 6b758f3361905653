import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A package of which code is in the bundle. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** The SPDX expression in its package.json. */
  readonly license: string;
  /** The text of its licence file. */
  readonly text: string;
}

const packageFolder = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/;

/**
 * The packages that the modules of a bundle come from, by name; our own are none of them.
 *
 * @param modules - the files, as the bundler names them
 * @throws Error when a package has no licence file: its code could not be passed on
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
  const file = readdirSync(folder).find(entry => /^licen[cs]e(?:\.(?:md|txt))?$/i.test(entry));
  if (file === undefined) {
    throw new Error(
      `${name} has no licence file, so that its code must not be bundled. Import it instead.`,
    );
  }
  return { name, version, license, text: readFileSync(join(folder, file), 'utf8').trim() };
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
