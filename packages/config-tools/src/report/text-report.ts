import { makePrintable } from '@rhdh-boost/internal/printable';
import { describePlace } from '../check/describe-place.ts';
import { isSamePlace } from '../check/order-findings.ts';
import type { CheckReport } from '../check/report.ts';
import type { Finding } from '../finding.ts';
import { drawCodeFrame } from './code-frame.ts';
import { listEnvironments } from './finding-text.ts';
import { createMaskedText, type MaskedText } from './masked-text.ts';
import { sayNotJudged } from './not-judged.ts';
import { createPaint, type Paint } from './paint.ts';
import { writeSummary } from './summary.ts';

const formats = { error: 'red', warning: 'yellow' } as const;

/** Findings for a person, and a summary. A migration without findings has none. */
export function formatTextReport(report: CheckReport, color: boolean): string {
  if (report.findings.length === 0 && report.sections === undefined) return '';
  const paint = createPaint(color);
  const masked = maskWhenNeeded(report);
  const blocks = groupByPlace(report.findings).map(group => formatGroup(group, masked, paint));
  const notJudged = report.notJudged === true ? `${sayNotJudged}\n` : '';
  return [...blocks, `${notJudged}${writeSummary(report, paint)}`].join('\n');
}

/** Each file is masked once, and only if something was found in it. */
function maskWhenNeeded({ files }: CheckReport): (file: string) => MaskedText | undefined {
  const texts = new Map(files.map(file => [file.name, file]));
  const masked = new Map<string, MaskedText>();
  return name => {
    const file = texts.get(name);
    if (file === undefined) return undefined;
    const { text, hidden = [], shown = [] } = file;
    const known = masked.get(name) ?? createMaskedText(name, text, { hidden, shown });
    masked.set(name, known);
    return known;
  };
}

/** Findings that stand one after the other at the same place: its lines are shown once for all. */
function groupByPlace(findings: readonly Finding[]): Finding[][] {
  const groups: Finding[][] = [];
  for (const finding of findings) {
    const group = groups.at(-1);
    const { location } = finding;
    if (group !== undefined && location !== undefined && isSamePlace(group[0]?.location, location))
      group.push(finding);
    else groups.push([finding]);
  }
  return groups;
}

function formatGroup(
  group: readonly Finding[],
  masked: (file: string) => MaskedText | undefined,
  paint: Paint,
): string {
  const [first, ...others] = group;
  if (first === undefined) return '';
  const { severity, location, hint } = first;
  const format = formats[severity];
  const text = location === undefined ? undefined : masked(location.file);
  const frame =
    location === undefined || text === undefined
      ? []
      : drawCodeFrame(text, location, { paint, format });
  const more = others.map(finding => {
    const head = formatHead(finding, paint);
    return finding.hint === hint ? head : `${head}\n  ${makePrintable(finding.hint)}`;
  });
  return [formatHead(first, paint), ...frame, `  ${makePrintable(hint)}`, ...more, ''].join('\n');
}

function formatHead(finding: Finding, paint: Paint): string {
  const { severity, code, path, message, location } = finding;
  return [
    ...(location === undefined ? [] : [paint('bold', makePrintable(describePlace(location)))]),
    paint(formats[severity], severity),
    ...(path === undefined ? [] : [paint('bold', makePrintable(path))]),
    makePrintable(`${message}${listEnvironments(finding)}`),
    paint('dim', `[${makePrintable(code)}]`),
  ].join(' ');
}
