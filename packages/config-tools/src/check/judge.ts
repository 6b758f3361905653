import {
  type BoostConfigOptions,
  type BoostConfigProblem,
  type BoostConfigProblemCode,
  type ConfigRegistry,
  checkBoostConfig,
} from '@rhdh-boost/config-schema';
import type { Finding } from '../finding.ts';
import type { ConfigNode, MappingNode } from '../load/config-node.ts';
import { toPlainValue } from './config-value.ts';
import { findEmptyEntry } from './emptied-keys.ts';
import { type EntryPart, PathLocator } from './locate-path.ts';
import { SettingFiles } from './setting-files.ts';
import { findPart } from './walk-config.ts';

/** By what a configuration is judged. */
export interface JudgingOptions extends BoostConfigOptions {
  readonly registry: ConfigRegistry;
}

/** The problems that are about a key, not about what it is set to. */
const aboutKeys: ReadonlySet<BoostConfigProblemCode> = new Set([
  'required',
  'unknown_key',
  'removed_key',
  'database_only',
]);

/** What is judged. */
export interface Judged {
  /** The merged configuration. */
  readonly merged: MappingNode;
  /** Each app-config by itself, in the order in which they are merged. */
  readonly layers: readonly ConfigNode[];
  /** The same merged with the sections beside `boost`, where those matter. */
  readonly whole?: ConfigNode | undefined;
}

/** Checks the `boost` section of a merged configuration; each problem with the place that set it. */
export function judgeConfig({ merged, layers, whole }: Judged, options: JudgingOptions): Finding[] {
  const { registry } = options;
  const boost = merged.entries.get('boost');
  if (boost === undefined) return [];
  const value = toPlainValue(boost.node, key => namesBelow(key, registry), 'boost');
  const input = { ...valuesBeside(whole), boost: value };
  const { problems = [], warnings = [] } = checkBoostConfig(input, options);
  const locator = new PathLocator(merged);
  const setElsewhere = new SettingFiles(merged, layers);
  const describe = (found: BoostConfigProblem, severity: Finding['severity']): Finding => {
    const problem = withoutFile(found, merged);
    const { path, code, message, hint } = problem;
    const part: EntryPart = aboutKeys.has(code) ? 'key' : 'value';
    const { path: written, location } = locator.locate(path, part);
    const empty = code === 'required' ? findEmptyEntry(layers, path) : undefined;
    if (empty !== undefined) {
      const { source, start, end } = empty;
      const place = source.locate(start, end);
      return { severity, code, path: written, ...withoutValue, location: place };
    }
    const more = setElsewhere.describe(problem, location);
    return { severity, code, path: written, message, hint: `${hint}${more}`, location };
  };
  // Forbidden keys are reported file by file, because merging hides some of them.
  return [
    ...problems
      .filter(({ code, path }) => code !== 'forbidden_key' && !isTemplate(layers, path))
      .map(problem => describe(problem, 'error')),
    ...warnings.map(warning => describe(warning, 'warning')),
  ];
}

/** Whether a value is what YAML makes of a template: a mapping whose keys are no names, which is reported itself. */
function isTemplate(layers: readonly ConfigNode[], path: string): boolean {
  return layers.some(layer => {
    const node = findPart(layer, path)?.node;
    if (node?.kind !== 'mapping' || node.namelessKeys === undefined) return false;
    return [...node.entries.values()].every(({ nameless }) => nameless);
  });
}

const withoutValue = {
  message: 'has no value, and a key without a value counts as not set',
  hint: 'Set it, or check the line: the value may be missing or commented out.',
};

/** The sections beside `boost` that say where a portal runs. */
const keysBeside = ['auth.environment', 'app.baseUrl', 'backend.baseUrl'];

function valuesBeside(whole: ConfigNode | undefined): Record<string, Record<string, unknown>> {
  if (whole === undefined) return {};
  return Object.fromEntries(
    keysBeside.flatMap(key => {
      const [section = '', name = ''] = key.split('.');
      const node = findPart(whole, key)?.node;
      return node?.kind === 'value' ? [[section, { [name]: node.value }]] : [];
    }),
  );
}

/** A path that is wrong because `$file` replaced it by the content of the file. */
function withoutFile(problem: BoostConfigProblem, merged: MappingNode): BoostConfigProblem {
  if (!problem.message.startsWith('must be the path of a file')) return problem;
  const node = findPart(merged, problem.path)?.node;
  if (node?.kind !== 'value' || node.isContent !== true) return problem;
  return {
    ...problem,
    message: 'must be the path of a file, but $file reads the content of it',
    hint: 'Write the path itself, without $file.',
  };
}

/** The names that a file may set in a section. */
function namesBelow(section: string, { fields }: ConfigRegistry): string[] {
  const prefix = `${section}.`;
  return Object.entries(fields)
    .filter(([key, { configScope }]) => key.startsWith(prefix) && configScope !== 'db-only')
    .map(([key]) => key.slice(prefix.length).split('.', 1).join());
}
