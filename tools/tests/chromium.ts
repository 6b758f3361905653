// Finds the browser that the suites on real parts run in.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What the browser is called in the distributions. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Whether there is a Chromium, and where; or what is missing, as a sentence. */
export type ChromiumSearch =
  | { readonly available: true; readonly executable: string }
  | { readonly available: false; readonly missing: string };

function canRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Looks where CHROMIUM says, else on PATH. */
export function findChromium(environment: NodeJS.ProcessEnv = process.env): ChromiumSearch {
  const named = environment.CHROMIUM;
  if (named) {
    return canRun(named)
      ? { available: true, executable: named }
      : { available: false, missing: `CHROMIUM names ${named}, which cannot be run.` };
  }
  const executable = (environment.PATH ?? '')
    .split(delimiter)
    .filter(folder => folder !== '')
    .flatMap(folder => NAMES.map(name => join(folder, name)))
    .find(canRun);
  return executable === undefined
    ? {
        available: false,
        missing:
          'Chromium is missing: install it (on Debian, the package "chromium") and have it on PATH, or name its program in CHROMIUM.',
      }
    : { available: true, executable };
}
