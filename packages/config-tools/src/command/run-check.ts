import { resolve } from 'node:path';
import { chooseFiles } from '@rhdh-boost/internal/choose-files';
import { wantsColor } from '@rhdh-boost/internal/command-context';
import { makeLinesPrintable, makePrintable } from '@rhdh-boost/internal/printable';
import { UsageError } from '@rhdh-boost/internal/usage-error';
import { type CheckOptions, checkAppConfig } from '../check/check-app-config.ts';
import { nameCommand, nameInFindings } from '../check/command-name.ts';
import { namesOfSections } from '../check/missing-boost.ts';
import type { CheckReport } from '../check/report.ts';
import { countFindings } from '../report/counts.ts';
import type { ReportOutput } from '../report/report-output.ts';
import { summarizeUnset } from '../report/summarize-unset.ts';
import { formatTextReport } from '../report/text-report.ts';
import type { Settings } from '../settings/read-settings.ts';
import { describeNoPath, parseAtPath, readAtPaths } from '../source/at-path.ts';
import { findWrongPaths } from '../source/places.ts';
import { chooseRegistry } from './choose-registry.ts';
import type { ColorOption, FieldsOption } from './common-options.ts';
import type { ConfigContext } from './config-context.ts';
import { loadSettings } from './load-settings.ts';
import { namesSeveral } from './names-several.ts';
import type { Configuration } from './plan-check.ts';

/** The options of `boost-config check`. */
export interface CheckCommandOptions extends FieldsOption, ColorOption {
  readonly output: ReportOutput;
  readonly config: readonly string[];
  readonly settings?: string;
  readonly each?: true;
  readonly allowEmpty?: true;
  readonly quiet?: true;
  readonly maxWarnings?: number;
  readonly strictEnv?: true;
  readonly allowOutside?: true;
  readonly unknownKeys?: 'error' | 'warn';
  readonly at: readonly string[];
  readonly connectFiles?: true;
}

/** Checks files, writes what was found, and returns the exit code. */
export async function runCheck(
  files: readonly string[],
  options: CheckCommandOptions,
  context: ConfigContext,
): Promise<number> {
  const wrongPath = options.at.find(path => parseAtPath(path) === undefined);
  if (wrongPath !== undefined) throw new UsageError(`--at: ${describeNoPath(wrongPath)}`);
  const settings = await loadSettings(options, context);
  const named = chooseFiles(files, options.config);
  const report = nameInFindings(await checkAll(named, options, context, settings), context.name);
  const { maxWarnings = settings?.maxWarnings } = options;
  // Which variables are set depends on the machine. With --strict-env the unset ones are errors.
  const counted = report.findings.filter(({ code }) => code !== 'unset_variable');
  const { warnings } = countFindings({ findings: counted });
  const isTooMany = maxWarnings !== undefined && warnings > maxWarnings;
  const isEmpty = report.exitCode !== 2 && report.sections?.length === 0 && !options.allowEmpty;
  const failed = report.exitCode === 0 && (isTooMany || isEmpty);
  const exitCode = failed ? 1 : report.exitCode;
  await writeReport({ ...report, exitCode }, options, context);
  if (isTooMany) {
    context.stderr.write(
      `Too many warnings: ${warnings}, and at most ${maxWarnings} are allowed.\n`,
    );
  }
  if (isEmpty) {
    context.stderr.write(
      'No boost section was found. Name the files that have it, or accept that with --allow-empty.\n',
    );
  }
  return exitCode;
}

async function checkAll(
  files: readonly string[],
  options: CheckCommandOptions,
  context: ConfigContext,
  settings: Settings | undefined,
): Promise<CheckReport> {
  const { cwd, env, stderr } = context;
  const { strictEnv = settings?.strictEnv, allowOutside = settings?.allowOutside } = options;
  const registry = await chooseRegistry({ fields: options.fields, settings }, context);
  const isAtNamed = options.at.length > 0;
  const common = {
    cwd,
    env,
    registry,
    ...(strictEnv === undefined ? {} : { strictEnv }),
    ...(allowOutside === undefined ? {} : { allowOutside }),
    allowEmpty: options.allowEmpty ?? false,
    unknownKeys: options.unknownKeys ?? settings?.unknownKeys ?? 'error',
    at: isAtNamed ? options.at : (settings?.at ?? []),
    connectFiles: options.connectFiles ?? false,
  };
  const hasEnvironments = settings !== undefined && settings.environments.size > 0;
  if (files.length === 0 && hasEnvironments) {
    stderr.write(describeEnvironments(settings.file, settings.environments));
    const { listEnvironments } = await import('./plan-check.ts');
    const reports = await inTurn(listEnvironments(settings), configuration =>
      checkConfiguration(configuration, { ...common, isAtOptional: true }),
    );
    return combine(reports, settings);
  }
  if (!options.each && !files.some(file => namesSeveral(file, cwd))) {
    if (settings !== undefined)
      stderr.write(nameCommand(describeMembership(files, settings, cwd), context.name));
    const report = await checkAppConfig({ ...common, files, isAtOptional: !isAtNamed });
    return settings === undefined ? report : combine([report], settings);
  }
  const { planCheck } = await import('./plan-check.ts');
  const plan = planCheck(files, {
    cwd,
    each: options.each ?? false,
    allowEmpty: options.allowEmpty ?? false,
    settings,
    sectionNames: namesOfSections(registry),
  });
  const { softenTemplates } = await import('../check/soften-templates.ts');
  // Most YAML files of a repository have no boost section, which only the summary reports.
  const reports = await inTurn(plan.configurations, async configuration =>
    softenTemplates(
      await checkConfiguration(configuration, { ...common, allowEmpty: true, isAtOptional: true }),
    ),
  );
  const report = await combine(reports, settings, plan.skipped);
  return isAtNamed ? addWrongPaths(report, options.at) : report;
}

/** Where files are checked apart, a path of `--at` is wrong only when none of them has it. */
function addWrongPaths(report: CheckReport, at: readonly string[]): CheckReport {
  const wrong = findWrongPaths(readAtPaths(at), report.files);
  if (wrong.length === 0) return report;
  return { ...report, findings: [...wrong, ...report.findings], exitCode: 2 };
}

/** What may be no app-config at all is reported only for a near miss of a `boost` section. */
const nearMisses: ReadonlySet<string> = new Set(['near_boost', 'boost_misplaced']);

async function checkConfiguration(
  { files, environments, isDoubtful = false }: Configuration,
  options: CheckOptions,
): Promise<CheckReport> {
  const report = await checkAppConfig({ ...options, files });
  if (isDoubtful) {
    const findings = report.findings.filter(({ code }) => nearMisses.has(code));
    return { files: report.files, findings, sections: [], withoutSection: files, exitCode: 0 };
  }
  if (environments.length === 0) return report;
  const findings = report.findings.map(finding => Object.assign({}, finding, { environments }));
  return { ...report, findings };
}

/** One after the other, because each reads files and may be large. */
async function inTurn<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}

async function combine(
  reports: readonly CheckReport[],
  settings: Settings | undefined,
  skipped: CheckReport['files'] = [],
): Promise<CheckReport> {
  const { combineReports } = await import('../check/combine-reports.ts');
  return combineReports(reports, {
    skipped,
    isIgnored: finding =>
      settings?.ignore.some(setting => settings.covers(setting, finding)) ?? false,
  });
}

function describeEnvironments(file: string, environments: Settings['environments']): string {
  const lines = [...environments].map(
    ([name, files]) => `  ${makePrintable(name)}: ${files.map(makePrintable).join(', ')}\n`,
  );
  return `Checking the environments of ${makePrintable(file)}:\n${lines.join('')}`;
}

/** What to say when one file of an environment is checked without the files that it lies over. */
function describeMembership(files: readonly string[], settings: Settings, cwd: string): string {
  const [file, ...others] = files;
  if (file === undefined || others.length > 0) return '';
  const isFile = (name: string) => resolve(cwd, name) === resolve(cwd, file);
  const found = [...settings.environments].filter(([, names]) => names.some(isFile));
  const [environment] = found;
  if (environment === undefined || found.some(([, { length }]) => length === 1)) return '';
  return makeLinesPrintable(
    `${file} belongs to the environment ${environment[0]} of ${settings.file}. Run "boost-config check" without files, or with --each.\n`,
  );
}

async function writeReport(
  whole: CheckReport,
  options: CheckCommandOptions,
  context: ConfigContext,
): Promise<void> {
  const { output } = options;
  const report = options.quiet ? hideWarnings(whole) : whole;
  if (output === 'text') {
    const shown = summarizeUnset(report, false);
    context.stdout.write(formatTextReport(shown, wantsColor(context, options)));
    return;
  }
  const { writeDocument } = await import('./write-document.ts');
  writeDocument(report, output, context);
}

function hideWarnings(report: CheckReport): CheckReport {
  const { warnings } = countFindings(report);
  const findings = report.findings.filter(({ severity }) => severity === 'error');
  return { ...report, findings, hiddenWarnings: warnings };
}
