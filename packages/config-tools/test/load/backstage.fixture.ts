import { ConfigReader } from '@backstage/config';
import { FileConfigSource } from '@backstage/config-loader';

/** What Backstage's config-loader makes of files: the data, or which files it refuses. */
export interface BackstageLoad {
  /** The merged data of the files that were not refused; undefined when there is none. */
  readonly data: unknown;
  /** For each file, in order, why it was refused; undefined when it was not. */
  readonly refusals: readonly (string | undefined)[];
}

/** Loads files with Backstage's own config-loader and merges them with its own `ConfigReader`. */
export async function loadWithBackstage(
  files: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Promise<BackstageLoad> {
  const configs: Parameters<typeof ConfigReader.fromConfigs>[0] = [];
  const refusals: (string | undefined)[] = [];
  for (const path of files) {
    const source = FileConfigSource.create({
      path,
      watch: false,
      substitutionFunc: name => Promise.resolve(environment[name]?.trim()),
    });
    try {
      for await (const read of source.readConfigData()) configs.push(...read.configs);
      refusals.push(undefined);
    } catch (error) {
      refusals.push(String(error));
    }
  }
  return { data: ConfigReader.fromConfigs(configs).getOptional(), refusals };
}
