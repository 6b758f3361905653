import { unknownConfigValue } from '@rhdh-boost/config-schema';
import type { SourceLocation } from '../finding.ts';
import { isRecord } from '../is-record.ts';
import { loadAppConfig } from '../load/load-app-config.ts';
import { createNodeReader } from '../load/node-reader.ts';
import { readAtPaths } from '../source/at-path.ts';
import { type CheckOptions, checkAppConfig } from './check-app-config.ts';
import { toPlainValue } from './config-value.ts';
import type { CheckReport } from './report.ts';
import { findPart } from './walk-config.ts';

/** An app-config as a Backstage backend would have it. */
export interface AppConfigReading {
  /** What the check of the `boost` section found. */
  readonly report: CheckReport;
  /**
   * The whole app-config: files merged, variables and other files filled in. It contains secrets, so never print it.
   * What is not known here, such as an unset variable, is left out. Empty where a file could not be read.
   */
  readonly values: Readonly<Record<string, unknown>>;
  /** Where the value at a dotted path is set; undefined if it is not set. */
  locate(path: string): SourceLocation | undefined;
}

/**
 * Reads app-config files as Backstage does, for a program that works with the values, and checks the `boost` section.
 *
 * @param options - the files, the environment and how strict to be
 * @throws TypeError when one of `at` is not a path
 */
export async function readAppConfig(options: CheckOptions = {}): Promise<AppConfigReading> {
  const { files = [], cwd = process.cwd(), env = process.env } = options;
  const { allowOutside = false, isAtOptional = false } = options;
  const report = await checkAppConfig(options);
  const at = readAtPaths(options.at ?? []);
  const reader = createNodeReader(cwd);
  const { merged } = await loadAppConfig({ files, reader, env, allowOutside, at, isAtOptional });
  const values = merged === undefined ? {} : withoutUnknown(toPlainValue(merged));
  return {
    report,
    values: isRecord(values) ? values : {},
    locate(path) {
      const part = merged === undefined ? undefined : findPart(merged, path);
      if (part === undefined) return undefined;
      const { source, start, end } = part.node.place;
      return source.locate(start, end);
    },
  };
}

function withoutUnknown(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter(isKnown).map(withoutUnknown);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) =>
      isKnown(member) ? [[name, withoutUnknown(member)]] : [],
    ),
  );
}

function isKnown(value: unknown): boolean {
  return value !== unknownConfigValue;
}
