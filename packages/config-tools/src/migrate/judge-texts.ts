import type { ConfigRegistry } from '@rhdh-boost/config-schema';
import { judgeConfig } from '../check/judge.ts';
import type { CheckedFile } from '../check/report.ts';
import { SensitiveValues } from '../check/sensitive-values.ts';
import { addShownValues } from '../check/shown-values.ts';
import type { Finding } from '../finding.ts';
import { loadAppConfig } from '../load/load-app-config.ts';
import { createNodeReader } from '../load/node-reader.ts';

/** What `check` would say of files. */
export interface JudgedTexts {
  /** The files, in the order given, with the ranges in which no names are to be shown. */
  readonly files: readonly CheckedFile[];
  /** The fields that are required and that no file sets. */
  readonly missing: readonly Finding[];
  /** The keys that no given set knows; the modules that have them may have migrations, too. */
  readonly unknownKeys: readonly string[];
}

/**
 * Judges texts as `check` judges files, as far as migration is concerned. Variables count as set.
 *
 * @param texts - the files' texts by their names, in the order in which they are merged
 * @param cwd - the folder that the names start from
 */
export async function judgeTexts(
  texts: ReadonlyMap<string, string>,
  cwd: string,
  registry: ConfigRegistry,
): Promise<JudgedTexts> {
  const names = [...texts.keys()];
  if (names.length === 0) return { files: [], missing: [], unknownKeys: [] };
  const reader = createNodeReader(cwd);
  const options = { files: names, texts, reader, env: {}, allowOutside: false };
  const { merged, layers, refused } = await loadAppConfig(options);
  const sensitive = new SensitiveValues(registry);
  const judged = merged?.kind === 'mapping' ? judgeConfig({ merged, layers }, { registry }) : [];
  const found = judged.map(finding => sensitive.shorten(finding));
  const files = [...texts].map(([name, text]) => ({ name, text }));
  return {
    // Where a file is not known in all its parts, neither is what stands below its secrets.
    files: refused
      ? files.map(hideAll)
      : addShownValues(sensitive.hide(files, layers), layers, registry),
    missing: found.filter(({ code }) => code === 'required'),
    unknownKeys: found.flatMap(({ code, path }) =>
      code === 'unknown_key' && path !== undefined ? [path] : [],
    ),
  };
}

function hideAll({ name, text }: CheckedFile): CheckedFile {
  return { name, text, hidden: [{ start: 0, end: text.length }] };
}
