// `npm run release:sbom [-- FOLDER]`: an SBOM for each published package (CycloneDX 1.6), `NAME.cdx.json`. It names what
// the package installs, in the versions of package-lock.json that the tests ran with, and what is bundled into it.
// `npm sbom -w` counts the workspaces that only tests need as well.
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { repositoryRoot } from '../common/problem.ts';
import { publishedPackages, type Workspace } from '../common/workspaces.ts';
import { bundledInto } from './bundled-packages.ts';
import { licenceOf } from './licences.ts';
import { type LockedPackage, lockedPackages, resolveLocked } from './locked-packages.ts';
import { releaseFolder } from './release-folder.ts';

/** A package of an SBOM, one of ours or of others. */
interface Part {
  readonly name: string;
  readonly version: string;
  readonly licence: string | undefined;
  readonly integrity?: string;
  /** The references of what it needs. */
  readonly needs: readonly string[];
}

/** The reference of a package, as https://github.com/package-url writes it. */
function purlOf({ name, version }: Pick<Part, 'name' | 'version'>): string {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}

/** A package and everything that it installs. */
function partsOf(root: string, workspace: Workspace): Part[] {
  const locked = lockedPackages(root);
  const workspaces = publishedPackages(root);
  const found = new Map<string, Part>();
  const { dependencies = {} } = workspace.manifest;
  const bundled = bundledInto(root, workspace).filter(name => !(name in dependencies));

  const find = (name: string, from: string): string | undefined => {
    const own = workspaces.find(({ manifest }) => manifest.name === name);
    if (own !== undefined) return addWorkspace(own, Object.keys(own.manifest.dependencies ?? {}));
    const installed = resolveLocked(locked, from, name);
    return installed && addLocked(installed);
  };
  const all = (names: readonly string[], from: string) =>
    names.flatMap(name => find(name, from) ?? []);
  const addLocked = (installed: LockedPackage): string => {
    const { name, version, integrity, needs, path } = installed;
    const reference = purlOf(installed);
    if (!found.has(reference)) {
      const part = { name, version, licence: licenceOf(installed), needs: [] };
      found.set(reference, part); // before its needs, which may lead back to it
      found.set(reference, {
        ...part,
        // Of what is only bundled, a bundler leaves out what is not imported.
        needs: all(
          bundled.includes(name) ? needs.filter(each => bundled.includes(each)) : needs,
          path,
        ),
        ...(integrity !== undefined && { integrity }),
      });
    }
    return reference;
  };
  const addWorkspace = ({ folder, manifest }: Workspace, needs: readonly string[]): string => {
    const { name, version, license } = manifest;
    const reference = purlOf(manifest);
    found.set(reference, { name, version, licence: license, needs: all(needs, folder) });
    return reference;
  };
  addWorkspace(workspace, [...Object.keys(dependencies), ...bundled]);
  return [...found.values()].sort((left, right) => purlOf(left).localeCompare(purlOf(right)));
}

function componentOf(part: Part) {
  const { name, version, licence, integrity } = part;
  const hash = /^sha512-(?<digest>.+)$/.exec(integrity ?? '')?.groups?.['digest'];
  const isExpression = /[ ()]/.test(licence ?? '');
  return {
    type: 'library',
    'bom-ref': purlOf(part),
    name,
    version,
    purl: purlOf(part),
    ...(licence !== undefined && {
      licenses: [isExpression ? { expression: licence } : { license: { id: licence } }],
    }),
    ...(hash !== undefined && {
      hashes: [{ alg: 'SHA-512', content: Buffer.from(hash, 'base64').toString('hex') }],
    }),
  };
}

/** The SBOM of a package, the same each time for the same lock file. */
export function sbomOf(root: string, workspace: Workspace) {
  const parts = partsOf(root, workspace);
  const own = purlOf(workspace.manifest);
  const itself = parts.find(part => purlOf(part) === own);
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      lifecycles: [{ phase: 'build' }],
      ...(itself !== undefined && { component: componentOf(itself) }),
    },
    components: parts.filter(part => part !== itself).map(componentOf),
    dependencies: parts.map(part => ({
      ref: purlOf(part),
      dependsOn: [...new Set(part.needs)].sort(),
    })),
  };
}

if (import.meta.main) {
  const folder = releaseFolder(process.argv[2]);
  mkdirSync(folder, { recursive: true });
  for (const workspace of publishedPackages(repositoryRoot)) {
    const file = `${basename(workspace.manifest.name)}.cdx.json`;
    const sbom = sbomOf(repositoryRoot, workspace);
    writeFileSync(join(folder, file), `${JSON.stringify(sbom, undefined, 2)}\n`);
    console.log(`${workspace.manifest.name}: ${file}, ${sbom.components.length} components`);
  }
}
