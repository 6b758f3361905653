import { describeTemplate, isTemplate } from '../source/helm-template.ts';
import type { CheckReport } from './report.ts';

/**
 * A report for one of the files of a repository: that a Helm template is not valid YAML before it is
 * rendered is a warning, because repositories keep charts beside their configuration.
 */
export function softenTemplates(report: CheckReport): CheckReport {
  const errors = report.findings.filter(({ severity }) => severity === 'error');
  const templates = new Set(
    report.files.filter(({ text }) => isTemplate(text)).map(({ name }) => name),
  );
  const isAboutTemplates = errors.every(
    ({ code, location }) => code === 'invalid_yaml' && templates.has(location?.file ?? ''),
  );
  if (report.exitCode !== 2 || !isAboutTemplates) return report;
  const { notJudged: _, ...rest } = report;
  const findings = report.findings.map(finding =>
    finding.severity === 'error' ? describeTemplate(finding) : finding,
  );
  return { ...rest, findings, withoutSection: report.files.map(({ name }) => name), exitCode: 0 };
}
