import { resolve } from 'node:path';
import type { CommandContext } from '@rhdh-boost/internal/command-context';
import { UsageError } from '@rhdh-boost/internal/usage-error';
import { findSettings } from '../settings/find-settings.ts';
import type { Settings } from '../settings/read-settings.ts';

/**
 * The settings of a run. They are rare, so that what reads them is loaded only where there are any.
 *
 * @param named - the file of `--settings`; without it, the nearest `boost-config.yaml`
 * @throws {@link UsageError} when they have a mistake
 */
export async function loadSettings(
  { settings: named }: { readonly settings?: string },
  { cwd }: CommandContext,
): Promise<Settings | undefined> {
  const path = named === undefined ? findSettings(cwd) : resolve(cwd, named);
  if (path === undefined) return undefined;
  const { readSettings } = await import('../settings/read-settings.ts');
  const { settings, problem } = readSettings(path, cwd);
  if (settings === undefined) throw new UsageError(problem);
  return settings;
}
