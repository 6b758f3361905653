import type { ConfigRegistry } from '@rhdh-boost/config-schema';
import { judgeConfig } from '../check/judge.ts';
import type { Finding } from '../finding.ts';
import { loadAppConfig } from '../load/load-app-config.ts';

/** What `check` would say of files. */
export interface JudgedTexts {
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
  const files = [...texts.keys()];
  if (files.length === 0) return { missing: [], unknownKeys: [] };
  const { merged } = await loadAppConfig({ files, texts, cwd, env: {}, allowOutside: false });
  const found = merged?.kind === 'mapping' ? judgeConfig(merged, registry) : [];
  return {
    missing: found.filter(({ code }) => code === 'required'),
    unknownKeys: found.flatMap(({ code, path }) =>
      code === 'unknown_key' && path !== undefined ? [path] : [],
    ),
  };
}
