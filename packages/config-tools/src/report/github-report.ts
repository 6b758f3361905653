import { makePrintable } from '@rhdh-boost/internal/printable';
import type { CheckReport } from '../check/report.ts';
import type { Finding } from '../finding.ts';
import { placeInFile, writeFindingText } from './finding-text.ts';
import { sayNotJudged } from './not-judged.ts';
import { type RepositoryPlace, toRepositoryPath } from './repository-path.ts';

/** Findings as workflow commands of GitHub Actions, one a line; empty when there are none. */
export function formatGithubReport(
  { findings, notJudged = false }: CheckReport,
  place: RepositoryPlace,
): string {
  const told = findings.map(finding => `${formatFinding(finding, place)}\n`).join('');
  return notJudged ? `${told}::notice title=not_judged::${sayNotJudged}\n` : told;
}

function formatFinding(finding: Finding, place: RepositoryPlace): string {
  const { severity, code } = finding;
  const location = placeInFile(finding);
  const properties = Object.entries({
    ...(location === undefined
      ? {}
      : {
          file: toRepositoryPath(location.file, place),
          line: location.line,
          endLine: location.endLine,
          // GitHub takes columns only for a range within one line.
          ...(location.line === location.endLine
            ? { col: location.column, endColumn: location.endColumn }
            : {}),
        }),
    title: code,
  }).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${severity} ${properties.join(',')}::${escapeData(writeFindingText(finding))}`;
}

/** As the toolkit of GitHub Actions escapes; other control characters become visible first. */
function escapeData(text: string): string {
  return text
    .split(/(\r|\n)/)
    .map(part => (part === '\r' ? '%0D' : part === '\n' ? '%0A' : escapePercent(part)))
    .join('');
}

function escapePercent(text: string): string {
  return makePrintable(text).replaceAll('%', '%25');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
