import { styleText } from 'node:util';
import { makePrintable } from '@rhdh-boost/internal/printable';
import { wrapText } from '@rhdh-boost/internal/wrap-text';
import { type DoctorReport, firstTrouble } from './doctor-report.ts';
import type { StepReport, StepStatus } from './run-steps.ts';
import type { Finding } from './step.ts';

/** How text is written. */
export interface TextStyle {
  /** Whether in colours. */
  readonly color: boolean;
  /** How many characters a line may have. Default: 100. */
  readonly columns?: number | undefined;
}

const words: Readonly<Record<StepStatus, string>> = {
  ok: 'ok',
  warning: 'warning',
  failed: 'FAILED',
  skipped: 'skipped',
};

const colors = { ok: 'green', warning: 'yellow', failed: 'red', skipped: 'dim' } as const;

/** How wide the columns of status and title are. */
const statusWidth = 9;
const titleWidth = 18;
const indent = ' '.repeat(statusWidth);
const defaultColumns = 100;
/** Longer lines are hard to read, and on narrower terminals the indentation would leave nothing. */
const mostColumns = 120;
const leastColumns = 50;

/** Where every step and finding is explained. */
const documentation = 'https://github.com/redhat-developer/rhdh-boost/blob/main/docs/doctor.md';

/** The lines of a step for a person. */
export function formatStep(report: StepReport, style: TextStyle): string {
  const { status, title, summary, findings } = report;
  const word = words[status].padEnd(statusWidth);
  const hanging = ' '.repeat(statusWidth + titleWidth);
  const [first = '', ...others] = wrapText(makePrintable(summary), widthOf(style) - hanging.length);
  const lines = [
    `${paint(colors[status], word, style)}${title.padEnd(titleWidth)}${first}`.trimEnd(),
    ...others.map(line => `${hanging}${line}`),
    ...findings.flatMap(finding => formatFinding(finding, style)),
  ];
  return toText(lines);
}

/**
 * The lines under all steps: how many ended how, what to fix first, how to log in for the commands of Keycloak, and
 * where to read more.
 *
 * @param login - the command that logs `kcadm.sh` in; undefined without a Keycloak
 */
export function formatEnd(report: DoctorReport, style: TextStyle, login?: string): string {
  const { counts, durationMs, status, tries } = report;
  const parts = [
    `${counts.failed} failed`,
    `${counts.warning} ${counts.warning === 1 ? 'warning' : 'warnings'}`,
    `${counts.ok} ok`,
    `${counts.skipped} skipped`,
  ];
  const again = tries > 1 ? `, at try ${tries}` : '';
  const sentence = `${parts.join(', ')} in ${(durationMs / 1000).toFixed(1)} s${again}`;
  const color = status === 'interrupted' ? 'failed' : status;
  const lines = ['', paint(colors[color], sentence, style)];
  if (status === 'interrupted') {
    lines.push('Interrupted: the steps after these were not run.');
  }
  const first = firstTrouble(report.steps);
  if (first !== undefined) {
    const { message, remedy } = first.finding;
    const advice = `Fix first: ${first.step.title}. ${message} ${remedy}`;
    lines.push(...wrapText(makePrintable(advice), widthOf(style)));
  }
  const commands = report.steps.flatMap(({ findings }) =>
    findings.flatMap(it => it.commands ?? []),
  );
  if (login !== undefined && commands.some(command => command.includes('kcadm.sh'))) {
    lines.push('Log in before the first command of kcadm.sh, as an administrator of Keycloak:');
    lines.push(`  ${makePrintable(login)}`);
  }
  if (counts.failed + counts.warning > 0) lines.push(`More about each step: ${documentation}`);
  return toText(lines);
}

function formatFinding(finding: Finding, style: TextStyle): string[] {
  const { severity, message, remedy, commands = [], source } = finding;
  const place = source === undefined ? '' : ` (${source})`;
  const mark = paint(severity === 'error' ? 'red' : 'yellow', severity, style);
  const [first = '', ...others] = indented(`${severity}: ${message}${place}`, style);
  return [
    first.replace(severity, mark),
    ...others,
    ...indented(`fix: ${remedy}`, style),
    // They are copied from here, so they are not wrapped.
    ...commands.map(command => `${indent}  ${makePrintable(command)}`),
  ];
}

function indented(text: string, style: TextStyle): string[] {
  const lines = wrapText(makePrintable(text), widthOf(style) - statusWidth);
  return lines.map(line => `${indent}${line}`);
}

function widthOf({ columns = defaultColumns }: TextStyle): number {
  return Math.min(Math.max(columns, leastColumns), mostColumns);
}

function toText(lines: readonly string[]): string {
  return lines.map(line => `${line}\n`).join('');
}

function paint(color: 'green' | 'yellow' | 'red' | 'dim', text: string, style: TextStyle): string {
  return style.color ? styleText(color, text, { validateStream: false }) : text;
}
