import { ConfigSources, FileConfigSource } from '@backstage/config-loader';

/** Backstage's own configuration object, which follows changes of the files and of what they include. */
export type AppConfig = Awaited<ReturnType<typeof ConfigSources.toConfig>>;

/** Where app-config lies, and what its variables are. */
export interface AppConfigFiles {
  /** Paths, in the order in which they are merged. */
  readonly files: readonly string[];
  /** The only variables that there are, so that those of the machine change nothing. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Reads app-config as a Backstage backend reads it, with Backstage's own loader. */
export async function loadAppConfig({ files, variables }: AppConfigFiles): Promise<AppConfig> {
  const sources = (watch: boolean) =>
    ConfigSources.merge(
      files.map(path =>
        FileConfigSource.create({
          path,
          watch,
          substitutionFunc: async name => variables[name],
        }),
      ),
    );
  // The loader never closes the watcher of a file that it could not read, so read it once without.
  await ConfigSources.toConfig(sources(false));
  return ConfigSources.toConfig(sources(true));
}
