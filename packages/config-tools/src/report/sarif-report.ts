import { Buffer } from 'node:buffer';
import { isAbsolute, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CheckReport } from '../check/report.ts';
import type { Finding, SourceLocation } from '../finding.ts';
import { packageVersion } from '../package-version.ts';
import { writeFindingText } from './finding-text.ts';
import { sayNotJudged } from './not-judged.ts';
import { formatPrintableJson } from './printable.ts';

/** Findings as SARIF 2.1.0 (OASIS standard), as code scanning takes them. */
export function formatSarifReport({ findings, notJudged = false, exitCode }: CheckReport): string {
  const codes = [...new Set(findings.map(({ code }) => code))].sort();
  return formatPrintableJson({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'boost-config',
            version: packageVersion(),
            rules: codes.map(code => ({ id: code, name: nameOf(code) })),
          },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: exitCode !== 2,
            ...(notJudged
              ? { toolExecutionNotifications: [{ level: 'note', message: { text: sayNotJudged } }] }
              : {}),
          },
        ],
        results: findings.map(finding => describeResult(finding, codes)),
      },
    ],
  });
}

/** `unknown_key` as `UnknownKey`: SARIF wants the name of a rule in Pascal case (section 3.49.7). */
function nameOf(code: string): string {
  return code.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function describeResult(finding: Finding, codes: readonly string[]): object {
  const { severity, code, path, location } = finding;
  const physical = location === undefined ? {} : describePhysical(location);
  const logical =
    path === undefined ? {} : { logicalLocations: [{ fullyQualifiedName: path, kind: 'member' }] };
  const hasLocation = location !== undefined || path !== undefined;
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: severity,
    message: { text: writeFindingText(finding) },
    ...(hasLocation ? { locations: [{ ...physical, ...logical }] } : {}),
  };
}

function describePhysical({ file, line, column, endLine, endColumn }: SourceLocation): object {
  return {
    physicalLocation: {
      artifactLocation: { uri: toUri(file) },
      region: { startLine: line, startColumn: column, endLine, endColumn },
    },
  };
}

/** A relative file stays relative. Halves of surrogate pairs, which no URI can hold, are replaced. */
function toUri(file: string): string {
  if (isAbsolute(file)) return pathToFileURL(file).href;
  return Buffer.from(file).toString().split(sep).map(encodeURIComponent).join('/');
}
