import { join } from 'node:path';
import { ConfigSources, FileConfigSource } from '@backstage/config-loader';

/** The app-config file that the demo runs on, whose variables name the demo's servers. */
const appConfigFile = join(import.meta.dirname, '../../app-config.yaml');

/** Backstage's own configuration object, which follows changes of the file and of what it includes. */
export type AppConfig = Awaited<ReturnType<typeof ConfigSources.toConfig>>;

/** Reads the file as a Backstage backend reads it, with Backstage's own loader. */
export async function loadAppConfig(
  variables: Readonly<Record<string, string>>,
): Promise<AppConfig> {
  return ConfigSources.toConfig(
    FileConfigSource.create({
      path: appConfigFile,
      substitutionFunc: async (name: string) => variables[name] ?? process.env[name],
    }),
  );
}
