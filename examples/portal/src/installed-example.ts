import { basename, dirname, relative } from 'node:path';
import { installSeparately } from '../../../tools/setup/separate-install.ts';

/** The folder of this example. */
export const exampleFolder = dirname(import.meta.dirname);

/** Installs the packages of an example unless they are there. If that fails, returns a sentence with the remedy. */
export async function installExample(
  folder: string = exampleFolder,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<string | undefined> {
  const what = `Backstage for ${basename(folder)}, several hundred MB`;
  const code = await installSeparately({ folder, what, environment });
  if (code === 0) return undefined;
  return `Backstage could not be installed: "npm ci" in ${relative(process.cwd(), folder)} ended with ${code}; run it there to see why.`;
}
