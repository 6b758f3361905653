import type { Configuration } from '../configuration/read-configuration.ts';
import { authKey } from './account-keys.ts';
import { type KeycloakAccount, saveSecret, showSecret } from './kcadm.ts';

/**
 * The command that stores Keycloak's secret of the client in the file that the configuration reads, without showing it.
 * Where the secret is in no file, as with a variable, the command shows it to the administrator.
 */
export function secretCommand(
  account: KeycloakAccount,
  { includedFile }: Pick<Configuration, 'includedFile'>,
): string {
  const file = includedFile(`${authKey}.clientSecret`);
  return file === undefined ? showSecret(account) : saveSecret(account, file);
}
