import { boostConfigRegistry, type ConfigRegistry } from '@rhdh-boost/config-schema';
import type { CommandContext } from '@rhdh-boost/internal/command-context';
import type { Settings } from '../settings/read-settings.ts';
import type { FieldsOption } from './common-options.ts';
import { loadSettings } from './load-settings.ts';

/** Modules with fields, on the command line and in the settings. */
export interface FieldModules extends FieldsOption {
  readonly settings?: Pick<Settings, 'file' | 'fields'> | undefined;
}

/** The registry that a subcommand judges by; what loads modules is loaded only if there are any. */
export async function chooseRegistry(
  { fields, settings, only = false }: FieldModules & { readonly only?: boolean },
  { cwd }: CommandContext,
): Promise<ConfigRegistry> {
  const modules = [
    ...(settings?.fields ?? []).map(module => ({ module, origin: `${settings?.file}: fields:` })),
    ...fields.map(module => ({ module, origin: '--fields' })),
  ];
  if (modules.length === 0) return boostConfigRegistry;
  const { loadRegistry } = await import('./load-registry.ts');
  return loadRegistry(modules, cwd, only);
}

/** The registry of the options, with the fields that the nearest `boost-config.yaml` contributes. */
export async function chooseRepositoryRegistry(
  options: FieldsOption & { readonly only?: boolean },
  context: CommandContext,
): Promise<ConfigRegistry> {
  const settings = options.only === true ? undefined : await loadSettings({}, context);
  return chooseRegistry({ ...options, settings }, context);
}
