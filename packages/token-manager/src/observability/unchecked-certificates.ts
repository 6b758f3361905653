import type { TokenObservers } from './token-observers.ts';

/**
 * Warns of an environment in which Node checks no certificate (`NODE_TLS_REJECT_UNAUTHORIZED=0`): the client secret
 * goes to whoever answers.
 */
export function warnOfUncheckedCertificates(
  { protocol, host }: URL,
  observers: Pick<TokenObservers, 'log'>,
): void {
  if (protocol !== 'https:' || process.env['NODE_TLS_REJECT_UNAUTHORIZED'] !== '0') return;
  observers.log(
    'warn',
    `NODE_TLS_REJECT_UNAUTHORIZED=0 switches certificate checks off in this process: anyone between it and ${host} can read the client's credential and the tokens. Unset it, and give the PEM file of the authority that issued the certificate of ${host} as tls.caFile.`,
  );
}
