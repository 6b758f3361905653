// Folders of a package are layers: the values that one imports from another never lead back to it.
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { lineAt, type Problem } from '../common/problem.ts';
import { isPublishedSource } from '../common/published-source.ts';
import { trackedFiles } from '../common/tracked-files.ts';

/** An import of a value, from one folder of a package's `src` to another. */
interface Step {
  readonly file: string;
  readonly line: number;
  /** The file that is imported. */
  readonly target: string;
  readonly from: string;
  readonly to: string;
}

/** The first import that was found, by the folder that it leads to, by the folder that has it. */
type Steps = ReadonlyMap<string, ReadonlyMap<string, Step>>;

/** Whether an import or export with `from` is of types alone, which are gone at run time. */
function isOfTypes(node: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(node)) {
    const clause = node.exportClause;
    return (
      node.isTypeOnly ||
      (clause !== undefined &&
        ts.isNamedExports(clause) &&
        clause.elements.every(({ isTypeOnly }) => isTypeOnly))
    );
  }
  const clause = node.importClause;
  if (clause === undefined) return false;
  if (clause.isTypeOnly) return true;
  const bindings = clause.namedBindings;
  return (
    clause.name === undefined &&
    bindings !== undefined &&
    ts.isNamedImports(bindings) &&
    bindings.elements.every(({ isTypeOnly }) => isTypeOnly)
  );
}

/** The specifiers of the values that a file imports; `import()` counts, since it only hides a cycle. */
function valueImports(text: string): { specifier: string; line: number }[] {
  const source = ts.createSourceFile('file.ts', text, ts.ScriptTarget.Latest);
  const found: { specifier: string; line: number }[] = [];
  const add = (node: ts.Node | undefined, position: number): void => {
    if (node === undefined || !ts.isStringLiteralLike(node)) return;
    found.push({ specifier: node.text, line: lineAt(text, position) });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
      if (!isOfTypes(node)) add(node.moduleSpecifier, node.getStart(source));
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], node.getStart(source));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The folder in `src` that a file is in, however deep; a file of `src` itself stands for itself. */
function folderOf(source: string, file: string): string {
  const [first = ''] = relative(source, file).split('/');
  return first;
}

function stepsOf(root: string, source: string): Steps {
  const steps = new Map<string, Map<string, Step>>();
  for (const file of trackedFiles(root, `${source}/*.ts`).filter(isPublishedSource)) {
    const from = folderOf(source, file);
    for (const { specifier, line } of valueImports(readFileSync(join(root, file), 'utf8'))) {
      if (!specifier.startsWith('.')) continue;
      const target = join(file, '..', specifier);
      const to = folderOf(source, target);
      const ofFolder = steps.get(from) ?? new Map<string, Step>();
      steps.set(from, ofFolder);
      if (from !== to && !ofFolder.has(to)) ofFolder.set(to, { file, line, target, from, to });
    }
  }
  return steps;
}

/** The shortest way from one folder to another, step by step; undefined where none leads there. */
function wayTo(steps: Steps, start: string, end: string): Step[] | undefined {
  const ways: [string, Step[]][] = [[start, []]];
  const seen = new Set([start]);
  for (const [folder, way] of ways) {
    if (folder === end) return way;
    for (const step of steps.get(folder)?.values() ?? []) {
      if (seen.has(step.to)) continue;
      seen.add(step.to);
      ways.push([step.to, way.concat(step)]);
    }
  }
  return undefined;
}

/**
 * Every cycle between the folders of a package, of each set of folders once.
 *
 * @param root - The repository.
 * @param folder - Folder of the package.
 */
export function folderCycles(root: string, folder: string): Problem[] {
  const source = `${folder}/src`;
  const steps = stepsOf(root, source);
  const cycles = new Map<string, Step[]>();
  const all = Array.from(steps.values(), ofFolder => Array.from(ofFolder.values())).flat();
  for (const step of all) {
    const back = wayTo(steps, step.to, step.from);
    if (back === undefined) continue;
    const cycle = [step, ...back];
    const folders = cycle
      .map(({ from }) => from)
      .toSorted()
      .join(' ');
    if (!cycles.has(folders)) cycles.set(folders, cycle);
  }
  return [...cycles.values()].map(cycle => cycleProblem(source, cycle));
}

function cycleProblem(source: string, cycle: readonly Step[]): Problem {
  const [first] = cycle;
  const folders = [...cycle.map(({ from }) => from), first?.from].join(' -> ');
  const files = cycle.map(
    ({ file, line, target }) =>
      `${relative(source, file)}:${line} imports ${relative(source, target)}`,
  );
  return {
    ...(first === undefined ? {} : { file: first.file, line: first.line }),
    message: `folders of ${source} import values in a cycle, ${folders}: ${files.join('; ')}. Move what both need to the lower folder, or pass it as a parameter.`,
  };
}
