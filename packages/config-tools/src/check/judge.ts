import {
  type BoostConfigOptions,
  type BoostConfigProblem,
  type BoostConfigProblemCode,
  type ConfigRegistry,
  checkBoostConfig,
} from '@rhdh-boost/config-schema';
import type { Finding } from '../finding.ts';
import type { MappingNode } from '../load/config-node.ts';
import { toPlainValue } from './config-value.ts';
import { type EntryPart, PathLocator } from './locate-path.ts';
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

/** Checks the `boost` section of a merged configuration; each problem with the place that set it. */
export function judgeConfig(merged: MappingNode, options: JudgingOptions): Finding[] {
  const { registry } = options;
  const boost = merged.entries.get('boost');
  if (boost === undefined) return [];
  const value = toPlainValue(boost.node, key => namesBelow(key, registry), 'boost');
  const { problems = [], warnings = [] } = checkBoostConfig({ boost: value }, options);
  const locator = new PathLocator(merged);
  const toFinding = (problem: BoostConfigProblem, severity: Finding['severity']): Finding => {
    const { path, code, message, hint } = withoutFile(problem, merged);
    const part: EntryPart = aboutKeys.has(code) ? 'key' : 'value';
    const { path: written, location } = locator.locate(path, part);
    return { severity, code, path: written, message, hint, location };
  };
  return [
    // Forbidden keys are reported file by file, because merging hides some of them.
    ...problems
      .filter(({ code }) => code !== 'forbidden_key')
      .map(problem => toFinding(problem, 'error')),
    ...warnings.map(warning => toFinding(warning, 'warning')),
  ];
}

/** A path that is wrong since `$file` put the content of the file in its place: nobody has seen that content here. */
function withoutFile(problem: BoostConfigProblem, merged: MappingNode): BoostConfigProblem {
  if (!problem.message.startsWith('must be the path of a file')) return problem;
  const node = findPart(merged, problem.path)?.node;
  if (node?.kind !== 'value' || node.isContent !== true) return problem;
  return {
    ...problem,
    message: 'must be the path of a file, and $file gives its content',
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
