export { type CheckTextOptions, checkAppConfigText } from '../check/check-app-config-text.ts';
export type { CheckedFile, CheckReport } from '../check/report.ts';
export type { Finding, SourceLocation } from '../finding.ts';
export type { TextRange } from '../text-range.ts';
