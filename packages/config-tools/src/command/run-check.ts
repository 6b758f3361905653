import { resolve } from 'node:path';
import { checkAppConfig } from '../check/check-app-config.ts';
import type { CheckReport } from '../check/report.ts';
import { countFindings } from '../report/counts.ts';
import { makeLinesPrintable, makePrintable } from '../report/printable.ts';
import type { ReportOutput } from '../report/report-output.ts';
import { formatTextReport } from '../report/text-report.ts';
import { findSettings } from '../settings/find-settings.ts';
import type { Settings } from '../settings/read-settings.ts';
import { describeNoPath, parseAtPath } from '../source/at-path.ts';
import { chooseRegistry } from './choose-registry.ts';
import { type CommandContext, wantsColor } from './command-context.ts';
import type { ColorOption, FieldsOption } from './common-options.ts';
import { namesSeveral } from './names-several.ts';
import { UsageError } from './usage-error.ts';

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
  readonly unknownKeys: 'error' | 'warn';
  readonly at: readonly string[];
  readonly connectFiles?: true;
}

/** Checks files, writes what was found, and returns the exit code. */
export async function runCheck(
  files: readonly string[],
  options: CheckCommandOptions,
  context: CommandContext,
): Promise<number> {
  const wrongPath = options.at.find(path => parseAtPath(path) === undefined);
  if (wrongPath !== undefined) throw new UsageError(`--at: ${describeNoPath(wrongPath)}`);
  const settings = await loadSettings(options, context);
  const named = chooseFiles(files, options);
  const report = await checkAll(named, options, context, settings);
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

/** Settings are rare, so that what reads them is loaded only where there are any. */
async function loadSettings(
  { settings }: CheckCommandOptions,
  { cwd }: CommandContext,
): Promise<Settings | undefined> {
  const path = settings === undefined ? findSettings(cwd) : resolve(cwd, settings);
  if (path === undefined) return undefined;
  const { readSettings } = await import('../settings/read-settings.ts');
  const { settings: read, problem } = readSettings(path, cwd);
  if (read === undefined) throw new UsageError(problem);
  return read;
}

function chooseFiles(files: readonly string[], { config }: CheckCommandOptions): readonly string[] {
  if (files.length > 0 && config.length > 0) {
    throw new UsageError(
      'Name the files either with --config or without it: their order decides which value applies.',
    );
  }
  return config.length > 0 ? config : files;
}

async function checkAll(
  files: readonly string[],
  options: CheckCommandOptions,
  context: CommandContext,
  settings: Settings | undefined,
): Promise<CheckReport> {
  const { cwd, env, stderr } = context;
  const { strictEnv = settings?.strictEnv, allowOutside = settings?.allowOutside } = options;
  const common = {
    cwd,
    env,
    registry: await chooseRegistry({ fields: options.fields, settings }, context),
    ...(strictEnv === undefined ? {} : { strictEnv }),
    ...(allowOutside === undefined ? {} : { allowOutside }),
    allowEmpty: options.allowEmpty ?? false,
    unknownKeys: options.unknownKeys,
    at: options.at,
    connectFiles: options.connectFiles ?? false,
  };
  const check = (names: readonly string[]) => checkAppConfig({ ...common, files: names });
  const environments = settings?.environments ?? new Map<string, readonly string[]>();
  if (settings !== undefined && files.length === 0 && environments.size > 0) {
    stderr.write(describeEnvironments(settings.file, environments));
    const reports = await inTurn([...environments], async ([name, names]) =>
      nameEnvironment(await check(names), `${name} of ${settings.file}`),
    );
    return combine(reports, settings);
  }
  if (!options.each && !files.some(file => namesSeveral(file, cwd))) {
    if (settings !== undefined) stderr.write(describeMembership(files, settings, cwd));
    const report = await check(files);
    return settings === undefined ? report : combine([report], settings);
  }
  const { planCheck } = await import('./plan-check.ts');
  const plan = planCheck(files, {
    cwd,
    each: options.each ?? false,
    allowEmpty: options.allowEmpty ?? false,
    settings,
  });
  const { softenTemplates } = await import('../check/soften-templates.ts');
  // Most YAML files of a repository have no boost section, which only the summary reports.
  const reports = await inTurn(plan.configurations, async names =>
    softenTemplates(await checkAppConfig({ ...common, files: names, allowEmpty: true })),
  );
  return combine(reports, settings, plan.skipped);
}

/** One after the other, since each reads files and may be large. */
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

/** The report on an environment, which names it where one of its files cannot be read. */
function nameEnvironment(report: CheckReport, environment: string): CheckReport {
  const findings = report.findings.map(finding =>
    finding.code === 'unreadable_file'
      ? { ...finding, hint: `${finding.hint} The environment ${environment} names it.` }
      : finding,
  );
  return { ...report, findings };
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
  context: CommandContext,
): Promise<void> {
  const { output } = options;
  const report = options.quiet ? hideWarnings(whole) : whole;
  if (output === 'text') {
    context.stdout.write(formatTextReport(report, wantsColor(context, options)));
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
