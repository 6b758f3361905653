// The public API of each entry point stands in a report beside its package.json, so that a change to it is seen in
// review. `npm run api` writes the reports, `npm run check:api` (--check) compares them.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Problem, report, repositoryRoot } from '../common/problem.ts';
import { type EntryPoint, entryPoints, publishedPackages } from '../common/workspaces.ts';
import { extractApi } from './api-extraction.ts';

/** `report.api.md`, or `report.config.api.md` for the subpath `./config`. */
function reportName({ subpath }: EntryPoint): string {
  return ['report', ...subpath.split('/').slice(1), 'api', 'md'].join('.');
}

/** Does something with the report of every entry point; one that cannot be made is a problem. */
function eachReport(
  root: string,
  use: (file: string, text: string) => Problem | undefined,
): Problem[] {
  return publishedPackages(root).flatMap(workspace =>
    entryPoints(workspace).flatMap(entryPoint => {
      const file = join(workspace.folder, reportName(entryPoint));
      try {
        return use(file, extractApi(root, workspace.folder, entryPoint)) ?? [];
      } catch (error) {
        return { file, message: error instanceof Error ? error.message : String(error) };
      }
    }),
  );
}

/** Writes the reports beside the packages; gives those that cannot be made. */
export function writeApiReports(root: string): Problem[] {
  return eachReport(root, (file, text) => {
    writeFileSync(join(root, file), text);
    return undefined;
  });
}

/** The reports that are missing, or are not what they should be. */
export function apiReportProblems(root: string): Problem[] {
  return eachReport(root, (file, text) => {
    if (!existsSync(join(root, file))) {
      return { file, message: 'The report is missing. Run `npm run api` and commit it.' };
    }
    const kept = readFileSync(join(root, file), 'utf8');
    return kept === text ? undefined : difference(file, kept.split('\n'), text.split('\n'));
  });
}

function difference(file: string, kept: readonly string[], made: readonly string[]): Problem {
  const length = Math.max(kept.length, made.length);
  const line = Array.from({ length }).findIndex((_, index) => kept[index] !== made[index]);
  return {
    file,
    line: line + 1,
    message: `The public API changed and its report did not: "${kept[line] ?? ''}" is now "${made[line] ?? ''}". If that is meant, run \`npm run api\`, commit it and say it in a changeset.`,
  };
}

if (import.meta.main) {
  report(
    process.argv.includes('--check')
      ? apiReportProblems(repositoryRoot)
      : writeApiReports(repositoryRoot),
  );
}
