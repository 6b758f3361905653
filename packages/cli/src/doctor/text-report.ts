import { styleText } from 'node:util';
import { makePrintable } from '@rhdh-boost/internal/printable';
import type { StepReport, StepStatus } from './run-steps.ts';
import type { Finding } from './step.ts';

const words: Readonly<Record<StepStatus, string>> = {
  ok: 'ok',
  warning: 'warning',
  failed: 'FAILED',
  skipped: 'skipped',
};

const colors = { ok: 'green', warning: 'yellow', failed: 'red', skipped: 'dim' } as const;

/** The lines of a step for a person. */
export function formatStep(report: StepReport, color: boolean): string {
  const { status, title, summary, findings } = report;
  const word = words[status].padEnd(8);
  const head = `${color ? paint(colors[status], word) : word}${title.padEnd(22)}${makePrintable(summary)}`;
  return [head.trimEnd(), ...findings.flatMap(finding => formatFinding(finding))]
    .map(line => `${line}\n`)
    .join('');
}

function formatFinding({ message, remedy, commands = [], source }: Finding): string[] {
  const place = source === undefined ? '' : ` (${source})`;
  return [
    `        ${makePrintable(message)}${makePrintable(place)}`,
    `        Fix: ${makePrintable(remedy)}`,
    ...commands.map(command => `          ${makePrintable(command)}`),
  ];
}

function paint(color: 'green' | 'yellow' | 'red' | 'dim', text: string): string {
  return styleText(color, text, { validateStream: false });
}
