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
  { includedFile }: Pick<Configuration, 'includedFile'>,
): Pick<Finding, 'commands'> {
  const file = includedFile(`${authKey}.clientSecret`);
  return file === undefined ? {} : { commands: [saveSecret(account, file)] };
}
