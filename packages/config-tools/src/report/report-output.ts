/**
 * The form in which findings are given: `text` for people, `json` for programs, `github` as
 * workflow commands of GitHub Actions, `sarif` as SARIF 2.1.0 for code scanning.
 */
export type ReportOutput = 'text' | 'json' | 'github' | 'sarif';

/** The forms in which findings can be given. */
export const reportOutputs: readonly ReportOutput[] = ['text', 'json', 'github', 'sarif'];
