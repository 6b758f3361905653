import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { isAbsolute, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { formatPrintableJson } from '@rhdh-boost/internal/printable';
import type { CheckReport } from '../check/report.ts';
import { describeCode } from '../codes.ts';
import type { Finding, SourceLocation } from '../finding.ts';
import { packageVersion } from '../package-version.ts';
import { placeInFile, writeFindingText } from './finding-text.ts';
import { sayNotJudged } from './not-judged.ts';
import { type RepositoryPlace, toRepositoryPath } from './repository-path.ts';

const repository = 'https://github.com/redhat-developer/rhdh-boost';
/** What the URIs of files are relative to. */
const root = '%SRCROOT%';

/** Findings as SARIF 2.1.0 (OASIS standard), as code scanning takes them. */
export function formatSarifReport(
  { findings, notJudged = false, exitCode }: CheckReport,
  {
    version = packageVersion(),
    ...place
  }: RepositoryPlace & { readonly version: string | undefined },
): string {
  const codes = [...new Set(findings.map(({ code }) => code))].sort();
  return formatPrintableJson({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'boost-config',
            version,
            informationUri: `${repository}/tree/main/packages/config-tools#readme`,
            rules: codes.map(describeRule),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [root]: { description: { text: 'The root of the repository.' } } },
        invocations: [
          {
            executionSuccessful: exitCode !== 2,
            ...(notJudged
              ? { toolExecutionNotifications: [{ level: 'note', message: { text: sayNotJudged } }] }
              : {}),
          },
        ],
        results: addFingerprints(findings, place).map(([finding, fingerprint]) =>
          describeResult(finding, { codes, fingerprint, place }),
        ),
      },
    ],
  });
}

/** `unknown_key` as `UnknownKey`: SARIF wants the name of a rule in Pascal case (section 3.49.7). */
function nameOf(code: string): string {
  return code.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function describeRule(code: string): object {
  const { description, help } = describeCode(code) ?? {};
  return {
    id: code,
    name: nameOf(code),
    ...(description === undefined || help === undefined
      ? {}
      : {
          shortDescription: { text: description },
          fullDescription: { text: description },
          help: { text: help, markdown: `${description} ${help}` },
        }),
    helpUri: `${repository}/blob/main/docs/boost-config.md#codes-of-findings`,
  };
}

/**
 * Each finding with a fingerprint that stays when lines above it come or go (section 3.27.17):
 * what it is about, and which of several alike it is. No text of a file is in it.
 */
function addFingerprints(
  findings: readonly Finding[],
  place: RepositoryPlace,
): [Finding, string][] {
  const seen = new Map<string, number>();
  return findings.map(finding => {
    const { code, path = '' } = finding;
    const location = placeInFile(finding);
    const file = location === undefined ? '' : toRepositoryPath(location.file, place);
    const name = JSON.stringify([code, path, file]);
    const before = seen.get(name) ?? 0;
    seen.set(name, before + 1);
    return [finding, createHash('sha256').update(`${name}${before}`).digest('hex')];
  });
}

interface ResultContext {
  readonly codes: readonly string[];
  readonly fingerprint: string;
  readonly place: RepositoryPlace;
}

function describeResult(finding: Finding, { codes, fingerprint, place }: ResultContext): object {
  const { severity, code, path } = finding;
  const location = placeInFile(finding);
  const physical = location === undefined ? {} : describePhysical(location, place);
  const logical =
    path === undefined ? {} : { logicalLocations: [{ fullyQualifiedName: path, kind: 'member' }] };
  const hasLocation = location !== undefined || path !== undefined;
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: severity,
    message: { text: writeFindingText(finding) },
    ...(hasLocation ? { locations: [{ ...physical, ...logical }] } : {}),
    partialFingerprints: { 'boostConfigFinding/v1': fingerprint },
  };
}

function describePhysical(
  { file, line, column, endLine, endColumn }: SourceLocation,
  place: RepositoryPlace,
): object {
  return {
    physicalLocation: {
      artifactLocation: describeArtifact(toRepositoryPath(file, place)),
      region: { startLine: line, startColumn: column, endLine, endColumn },
    },
  };
}

/** A relative file stays relative. Halves of surrogate pairs, which no URI can hold, are replaced. */
function describeArtifact(file: string): object {
  if (isAbsolute(file)) return { uri: pathToFileURL(file).href };
  const uri = Buffer.from(file).toString().split(sep).map(encodeURIComponent).join('/');
  return { uri, uriBaseId: root };
}
