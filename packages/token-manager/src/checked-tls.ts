import { isUsableText } from './credentials/text-source.ts';
import type { KeycloakTokenManagerSettings } from './manager-options.ts';
import { demand, wrongOption } from './option-rule.ts';

const together = 'Give tls.certificateFile and tls.keyFile, or neither.';

/**
 * Checks which files of `tls` are given, and what they go together with.
 *
 * @throws TokenError `invalid_configuration`
 */
export function checkTls(options: KeycloakTokenManagerSettings): void {
  const { tls, dispatcher, clientAuthentication } = options;
  // A path in its place, or null from a configuration, would be ignored, and Node's authorities used in silence.
  demand(
    tls === undefined || (typeof tls === 'object' && tls !== null && !Array.isArray(tls)),
    'tls',
    'an object: { caFile }, { certificateFile, keyFile } or all three',
    tls,
  );
  for (const name of ['caFile', 'certificateFile', 'keyFile'] as const) {
    const file = tls?.[name];
    demand(file === undefined || isUsableText(file), `tls.${name}`, 'a path', file);
    if (file !== undefined && dispatcher !== undefined) {
      throw wrongOption(
        `tls.${name} must be left out when dispatcher is given, which has its own`,
        'Give the files to the dispatcher, or leave dispatcher out.',
      );
    }
  }
  const hasCertificate = tls?.certificateFile !== undefined;
  if (hasCertificate && tls.keyFile === undefined) {
    throw wrongOption('tls.keyFile must be given with tls.certificateFile', together);
  }
  if (!hasCertificate && tls?.keyFile !== undefined) {
    throw wrongOption('tls.certificateFile must be given with tls.keyFile', together);
  }
  const needsCertificate =
    typeof clientAuthentication === 'object' && clientAuthentication?.method === 'tls_client_auth';
  if (needsCertificate && !hasCertificate && dispatcher === undefined) {
    throw wrongOption(
      'tls.certificateFile must be given for tls_client_auth, or a dispatcher that has a certificate',
      'Give tls.certificateFile and tls.keyFile, or such a dispatcher.',
    );
  }
}
