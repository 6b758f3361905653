import { formatPrintableJson } from '@rhdh-boost/internal/printable';
import type { CheckReport } from '../check/report.ts';
import { countFindings } from './counts.ts';

/** Findings as one JSON object; its members are named in the README and stay. */
export function formatJsonReport(report: CheckReport): string {
  const { files, findings, sections, withoutSection, ignored = [], notJudged, exitCode } = report;
  return formatPrintableJson({
    files: files.map(({ name }) => name),
    findings,
    ...countFindings(report),
    ...(sections === undefined
      ? {}
      : { sections: sections.length, withoutSection, ignored: ignored.length }),
    ...(notJudged === true ? { notJudged } : {}),
    exitCode,
  });
}
