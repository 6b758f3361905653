// What npm shows of a published package, and what its trusted publishing compares with the workflow that publishes.
// The repository's address has one place, `repository.url` in the root package.json. `npm run metadata` writes it into
// the packages and into the links of their documents.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Problem, report, repositoryRoot } from '../common/problem.ts';
import { repositoryAddress } from '../common/repository-address.ts';
import { trackedFiles } from '../common/tracked-files.ts';
import { publishedPackages, type Workspace } from '../common/workspaces.ts';

/** The fields that follow from the repository's address and the package's folder. */
interface DerivedFields {
  readonly homepage: string;
  readonly bugs: { readonly url: string };
  readonly repository: { readonly type: 'git'; readonly url: string; readonly directory: string };
  readonly publishConfig: { readonly access: 'public' };
}

function derivedFields(address: string, folder: string): DerivedFields {
  return {
    homepage: `${address}/tree/main/${folder}#readme`,
    bugs: { url: `${address}/issues` },
    repository: { type: 'git', url: `git+${address}.git`, directory: folder },
    publishConfig: { access: 'public' },
  };
}

const noAddress: Problem = {
  file: 'package.json',
  message: 'It has no "repository" with a "url" such as git+https://HOST/OWNER/NAME.git.',
};

/** The fields that a package lacks or has wrong. npm refuses to sign a package without `repository.url` (status 422). */
export function metadataProblems(root: string, { folder, manifest }: Workspace): Problem[] {
  const address = repositoryAddress(root);
  if (address === undefined) return [noAddress];
  const given: Readonly<Record<string, unknown>> = { ...manifest };
  const file = `${folder}/package.json`;
  const problems: Problem[] = Object.entries(derivedFields(address, folder))
    .filter(([field, value]) => JSON.stringify(given[field]) !== JSON.stringify(value))
    .map(([field, value]) => ({
      file,
      message: `"${field}" must be ${JSON.stringify(value)}. Run \`npm run metadata\`.`,
    }));
  const { keywords } = given;
  if (!Array.isArray(keywords) || keywords.length === 0) {
    problems.push({
      file,
      message: 'It has no "keywords". Add those that a user would search for.',
    });
  }
  return problems;
}

/** Writes the derived fields, after `license` as npm's own order has them. */
function writeMetadata(root: string, address: string, { folder }: Workspace): void {
  const file = join(root, folder, 'package.json');
  const { name, version, description, keywords, license, ...rest } = JSON.parse(
    readFileSync(file, 'utf8'),
  );
  const { homepage, bugs, repository, publishConfig } = derivedFields(address, folder);
  const written = {
    name,
    version,
    description,
    keywords,
    homepage,
    bugs,
    license,
    repository,
    ...rest,
    publishConfig,
  };
  writeFileSync(file, `${JSON.stringify(written, undefined, 2)}\n`);
}

/** Replaces an earlier address of the repository in the packages' documents. */
function moveLinks(root: string, from: string, to: string): void {
  for (const file of trackedFiles(root, '*.md')) {
    const text = readFileSync(join(root, file), 'utf8');
    if (text.includes(`${from}/`)) {
      writeFileSync(join(root, file), text.replaceAll(`${from}/`, `${to}/`));
    }
  }
}

if (import.meta.main) {
  const address = repositoryAddress(repositoryRoot);
  if (address === undefined) report([noAddress]);
  else {
    for (const workspace of publishedPackages(repositoryRoot)) {
      const earlier = workspace.manifest.bugs?.url.replace(/\/issues$/, '');
      if (earlier !== undefined && earlier !== address) moveLinks(repositoryRoot, earlier, address);
      writeMetadata(repositoryRoot, address, workspace);
    }
  }
}
