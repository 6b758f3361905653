import { boostConfigRegistry, type ConfigRegistry } from '@rhdh-boost/config-schema';
import type { CommandContext } from './command-context.ts';
import type { FieldsOption } from './common-options.ts';

/** The registry that a subcommand judges by; what loads modules is loaded only if there are any. */
export async function chooseRegistry(
  { fields, only = false }: FieldsOption & { readonly only?: boolean },
  { cwd }: CommandContext,
): Promise<ConfigRegistry> {
  if (fields.length === 0) return boostConfigRegistry;
  const { loadRegistry } = await import('./load-registry.ts');
  return loadRegistry(fields, cwd, only);
}
