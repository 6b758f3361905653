import { boostConfigRegistry, type ConfigRegistry } from '@rhdh-boost/config-schema';
import type { CommandContext } from './command-context.ts';
import type { FieldsOption } from './common-options.ts';
import { loadSettings } from './load-settings.ts';

/** The registry that a subcommand judges by; what loads modules is loaded only if there are any. */
export async function chooseRegistry(
  { fields }: FieldsOption,
  { cwd }: CommandContext,
): Promise<ConfigRegistry> {
  if (fields.length === 0) return boostConfigRegistry;
  const { loadRegistry } = await import('./load-registry.ts');
  return loadRegistry(fields, cwd);
}

/** The registry of the options, with the fields that the nearest `boost-config.yaml` contributes. */
export async function chooseRepositoryRegistry(
  { fields }: FieldsOption,
  context: CommandContext,
): Promise<ConfigRegistry> {
  const settings = await loadSettings({}, context);
  return chooseRegistry({ fields: [...(settings?.fields ?? []), ...fields] }, context);
}
