import type { CheckReport } from '../../src/check/report.ts';
import type { Finding } from '../../src/finding.ts';

/** The place of a piece of a text: the first one, which must stand on one line. */
export function placeOf(file: string, text: string, piece: string) {
  const start = text.indexOf(piece);
  const before = text.slice(0, start).split('\n');
  const line = before.length;
  const column = (before.at(-1) ?? '').length + 1;
  return { file, line, column, endLine: line, endColumn: column + piece.length };
}

/** A finding with something in every member, but for what is given. */
export function finding(members: Partial<Finding> = {}): Finding {
  return {
    severity: 'error',
    code: 'insecure_url',
    path: 'boost.kagenti.auth.tokenEndpoint',
    message: 'must be https, because a credential is sent there',
    hint: 'Write https.',
    ...members,
  };
}

/** A report on one file. */
export function reportOn(text: string, findings: readonly Finding[], name = 'app-config.yaml') {
  const exitCode = findings.some(({ severity }) => severity === 'error') ? 1 : 0;
  return { files: [{ name, text }], findings, exitCode } satisfies CheckReport;
}
