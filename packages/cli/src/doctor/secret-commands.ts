import type { Configuration } from '../configuration/read-configuration.ts';
import { authKey } from './account-keys.ts';
import { type KeycloakAccount, saveSecret } from './kcadm.ts';
import type { Finding } from './step.ts';

/**
 * The command that stores Keycloak's secret of the client where the configuration reads it, without showing it. The
 * secret of a variable has no such command: where variables are set is not known.
 */
export function secretCommands(
  account: KeycloakAccount,
  { files, sourceOf }: Pick<Configuration, 'files' | 'sourceOf'>,
): Pick<Finding, 'commands'> {
  const place = sourceOf(`${authKey}.clientSecret`);
  const file = place?.replace(/:\d+:\d+$/, '');
  if (file === undefined || files.includes(file)) return {};
  return { commands: [saveSecret(account, file)] };
}
