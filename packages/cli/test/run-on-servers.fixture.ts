import { stringify } from 'yaml';
import { type BoostResult, folderWith, type RunPlace, run } from './run-boost.fixture.ts';

/**
 * Runs `boost` in a folder with this app-config, on a terminal if a width is given.
 *
 * @param args - the arguments
 * @param servers - what has the app-config: test servers, for example
 * @param place - how it runs
 */
export function runOn(
  args: readonly string[],
  { appConfig }: { readonly appConfig: object },
  place: Omit<RunPlace, 'cwd'> = {},
): Promise<BoostResult> {
  const cwd = folderWith({ 'app-config.yaml': stringify(appConfig) });
  return run(args, { isTTY: place.columns !== undefined, ...place, cwd });
}
