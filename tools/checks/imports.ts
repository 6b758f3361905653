// Published code imports only what is in its own package.json and what the architecture allows, without cycles.
import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { lineAt, type Problem, report, repositoryRoot } from '../common/problem.ts';
import { isPublishedSource } from '../common/published-source.ts';
import { trackedFiles } from '../common/tracked-files.ts';
import { publishedPackages, type Workspace } from '../common/workspaces.ts';
import { folderCycles } from './folder-cycles.ts';
import { type ImportRule, importRules, sharedRules } from './import-rules.ts';

/** An import as it stands in a file. */
interface Import {
  readonly file: string;
  readonly line: number;
  readonly specifier: string;
}

function importsOf(root: string, file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  return ts.preProcessFile(text).importedFiles.map(({ fileName, pos }) => ({
    file,
    line: lineAt(text, pos),
    specifier: fileName,
  }));
}

/** `@scope/name` of `@scope/name/sub/path`. */
function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

/** What holds for every file, tests included: another package is imported by its name, as its users do. */
function sourceProblem(
  { folder, manifest }: Workspace,
  { file, specifier }: Import,
): string | undefined {
  if (specifier.startsWith('.')) {
    const target = join(file, '..', specifier);
    return relative(folder, target).startsWith('..')
      ? `"${specifier}" leads out of ${manifest.name}. Import the other package by its name.`
      : undefined;
  }
  const name = packageOf(specifier);
  return name in importRules && specifier.startsWith(`${name}/src`)
    ? `"${specifier}" is the source of another package. Import "${name}" or one of its subpaths.`
    : undefined;
}

/** What holds for the code that is published. */
function publishedProblem(
  { folder, manifest }: Workspace,
  rule: ImportRule,
  { file, specifier }: Import,
): string | undefined {
  if (specifier.startsWith('.')) {
    return undefined;
  }
  if (isBuiltin(specifier)) {
    return rule.browser
      ? `"${specifier}" is a module of Node's, and ${manifest.name} also runs in a browser. Let the caller do it.`
      : undefined;
  }
  const name = packageOf(specifier);
  const [subpath = ''] = relative(join(folder, 'src'), file).split('/');
  const allowed = [...rule.allow, ...(rule.allowIn?.[subpath] ?? [])];
  if (name in importRules && !allowed.includes(name)) {
    return `"${name}" may not be imported here: tools/checks/import-rules.ts allows ${allowed.join(', ') || 'none of our packages'}.`;
  }
  const { dependencies, peerDependencies, optionalDependencies, devDependencies } = manifest;
  const installed = { ...dependencies, ...peerDependencies, ...optionalDependencies };
  if (name === sharedRules) {
    return name in { ...devDependencies } && !(name in installed)
      ? undefined
      : `"${name}" is bundled and never published. Name it in the devDependencies of ${folder}/package.json, and only there.`;
  }
  const isBundled = rule.bundled === 'all' || rule.bundled?.includes(subpath);
  const inlined = isBundled ? devDependencies : {};
  return name in { ...installed, ...inlined }
    ? undefined
    : `"${name}" is not among the dependencies of ${folder}/package.json. Add it there.`;
}

/** Every import that breaks a rule. */
export function importProblems(root: string): Problem[] {
  return publishedPackages(root).flatMap((workspace): Problem[] => {
    const { folder, manifest } = workspace;
    const rule = importRules[manifest.name];
    if (rule === undefined) {
      return [
        {
          file: `${folder}/package.json`,
          message: `${manifest.name} has no row in tools/checks/import-rules.ts. Add one that says what it may import.`,
        },
      ];
    }
    const files = ['src', 'test'].flatMap(part => trackedFiles(root, `${folder}/${part}/*.ts`));
    const problems = files
      .flatMap(file => importsOf(root, file))
      .flatMap((found): Problem[] => {
        const message =
          sourceProblem(workspace, found) ??
          (isPublishedSource(found.file) ? publishedProblem(workspace, rule, found) : undefined);
        return message === undefined ? [] : [{ file: found.file, line: found.line, message }];
      });
    return problems.concat(folderCycles(root, folder));
  });
}

if (import.meta.main) {
  report(importProblems(repositoryRoot));
}
