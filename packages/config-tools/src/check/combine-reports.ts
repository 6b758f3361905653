import type { Finding, SourceLocation } from '../finding.ts';
import { environmentCodes } from './environment-codes.ts';
import { orderFindings } from './order-findings.ts';
import type { CheckedFile, CheckReport } from './report.ts';

/** What belongs to a whole run beside the reports on its configurations. */
export interface CombineOptions {
  /** Files that were read, and have no `boost` section to judge. */
  readonly skipped: readonly CheckedFile[];
  /** Whether the settings leave a finding out. */
  readonly isIgnored: (finding: Finding) => boolean;
}

/**
 * One report for configurations that were checked apart. What several of them found at one place
 * is reported once, and an ignore comment is unused only if it is unused in each of them.
 */
export function combineReports(
  reports: readonly CheckReport[],
  { skipped, isIgnored: isIgnoredBySettings }: CombineOptions,
): CheckReport {
  // What keeps a file from being read is no finding about its content, so that it cannot be ignored.
  const fatal = reports.flatMap(report => (report.notJudged ? report.findings : []));
  const isIgnored = (finding: Finding) =>
    isIgnoredBySettings(finding) &&
    !fatal.some(
      ({ code, location }) => code === finding.code && location?.file === finding.location?.file,
    );
  const read = [...reports.flatMap(({ files }) => files), ...skipped];
  const files = [...new Map(read.map(file => [file.name, file])).values()];
  const names = files.map(({ name }) => name);
  const sections = uniquePlaces(reports.flatMap(report => report.sections ?? []));
  const withSection = new Set(sections.map(({ file }) => file));
  const without = [
    ...reports.flatMap(({ withoutSection = [] }) => withoutSection),
    ...skipped.map(({ name }) => name),
  ];
  const found = joinEnvironments(reports.flatMap(({ findings }) => findings)).filter(
    finding => finding.code !== 'unused_ignore' || !isUsed(finding, reports),
  );
  // What is an error by a stricter option is always reported.
  const isLeftOut = (finding: Finding) =>
    isIgnored(finding) && !(finding.severity === 'error' && environmentCodes.has(finding.code));
  const findings = orderFindings(
    found.filter(finding => !isLeftOut(finding)),
    names,
  );
  return {
    files,
    findings,
    sections,
    withoutSection: [...new Set(without)].filter(name => !withSection.has(name)),
    ignored: orderFindings(
      [...reports.flatMap(({ ignored = [] }) => ignored), ...found.filter(isLeftOut)],
      names,
    ),
    ...(reports.length > 0 && reports.every(report => report.notJudged) ? { notJudged: true } : {}),
    exitCode: exitCodeOf(reports, findings),
  };
}

/** What several environments found at one place, as one finding of all of them. */
function joinEnvironments(findings: readonly Finding[]): Finding[] {
  const joined = new Map<string, Finding>();
  for (const finding of findings) {
    const { code, path, message, location, environments = [] } = finding;
    const id = JSON.stringify([code, path, message, location]);
    const others = joined.get(id)?.environments ?? [];
    const all = [...new Set([...others, ...environments])];
    joined.set(id, all.length === 0 ? finding : { ...finding, environments: all });
  }
  return [...joined.values()];
}

function uniquePlaces(places: readonly SourceLocation[]): SourceLocation[] {
  const byId = new Map(places.map(place => [`${place.line}:${place.column}:${place.file}`, place]));
  return [...byId.values()];
}

/** Whether one of the configurations that read the file of an ignore comment uses it. */
function isUsed(unused: Finding, reports: readonly CheckReport[]): boolean {
  return reports.some(
    ({ files, findings, notJudged }) =>
      notJudged !== true &&
      files.some(({ name }) => name === unused.location?.file) &&
      !findings.some(
        ({ message, location }) =>
          message === unused.message &&
          location?.file === unused.location?.file &&
          location?.line === unused.location?.line,
      ),
  );
}

/** A single unreadable file is an error of the run, and so is any mistake that is left. */
function exitCodeOf(
  reports: readonly CheckReport[],
  findings: readonly Finding[],
): CheckReport['exitCode'] {
  if (reports.some(({ exitCode }) => exitCode === 2)) return 2;
  return findings.some(({ severity }) => severity === 'error') ? 1 : 0;
}
