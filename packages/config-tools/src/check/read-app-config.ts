import type { SourceLocation } from '../finding.ts';
import { isRecord } from '../is-record.ts';
import type { ConfigNode } from '../load/config-node.ts';
import { loadAppConfig } from '../load/load-app-config.ts';
import type { AppConfigOverlay } from '../load/overlay.ts';
import { checkLoaded } from './check.ts';
import { type CheckOptions, filesToCheck } from './check-app-config.ts';
import { nameInFindings } from './command-name.ts';
import type { CheckReport } from './report.ts';
import { findPart } from './walk-config.ts';

/** What to read, and how to check it. */
export interface ReadAppConfigOptions extends CheckOptions {
  /**
   * Values that are merged over the files, in this order. If they set something in the `boost` section and no file is
   * named, `app-config.yaml` need not exist.
   *
   * @defaultValue none
   */
  readonly overlays?: readonly AppConfigOverlay[];
  /**
   * What findings call the command that they name: `boost config`.
   *
   * @defaultValue `boost-config`
   */
  readonly commandName?: string;
}

/** An app-config as a Backstage backend would have it. */
export interface AppConfigReading {
  /** What the check of the `boost` section found. */
  readonly report: CheckReport;
  /**
   * The whole app-config: files merged, variables and other files filled in. It contains secrets, so never print it.
   * What is not known here, such as an unset variable, is left out. Empty if a file could not be read.
   */
  readonly values: Readonly<Record<string, unknown>>;
  /** Where the value at a dotted path is set, in the file that set it last; undefined if it is not set. */
  readonly locate: (path: string) => SourceLocation | undefined;
  /**
   * The file whose content the value at a dotted path is, by `$file`; undefined without one, and if its name may be a
   * secret.
   */
  readonly includedFile: (path: string) => string | undefined;
}

/**
 * Reads app-config files as Backstage does, for a program that works with the values, and checks the `boost` section.
 * Each file, and standard input, is read once.
 *
 * @param options - the files, what is merged over them, the environment and how strict to be
 * @throws TypeError when one of `at` is not a path
 */
export async function readAppConfig(options: ReadAppConfigOptions = {}): Promise<AppConfigReading> {
  const { overlays = [], commandName } = options;
  const given = { ...filesToCheck(options), overlays };
  const loaded = await loadAppConfig(given);
  const report = nameInFindings(await checkLoaded(loaded, given), commandName);
  const merged = loaded.refused ? undefined : loaded.merged;
  const values = merged === undefined ? {} : knownValue(merged);
  return {
    report,
    values: isRecord(values) ? values : {},
    locate(path) {
      const part = merged === undefined ? undefined : findPart(merged, path);
      if (part === undefined) return undefined;
      const { source, start, end } = part.node.place;
      return source.locate(start, end);
    },
    includedFile(path) {
      const node = merged === undefined ? undefined : findPart(merged, path)?.node;
      return node?.kind === 'value' ? node.file : undefined;
    },
  };
}

/** The value of a part as plain data, without what is not known and what has no name; undefined if nothing is left. */
function knownValue(node: ConfigNode): unknown {
  if (node.kind === 'unknown') return undefined;
  if (node.kind === 'value') return node.value;
  if (node.kind === 'list') return node.items.map(knownValue).filter(item => item !== undefined);
  // Entries become own keys, whatever their names are.
  return Object.fromEntries(
    [...node.entries]
      .filter(([, { nameless }]) => !nameless)
      .map(([name, entry]) => [name, knownValue(entry.node)] as const)
      .filter(([, value]) => value !== undefined),
  );
}
