import type { X509Certificate } from 'node:crypto';
import type { Server } from './servers.ts';
import type { Finding } from './step.ts';

/** A certificate that is not trusted, and what is known about it. */
export interface UntrustedCertificate {
  readonly server: Server;
  /** Node's code: `UNABLE_TO_VERIFY_LEAF_SIGNATURE`. */
  readonly code: string;
  /** What the server sent, its own certificate first. */
  readonly chain: readonly X509Certificate[];
  /** What the file of the configuration contains; undefined where the configuration names none. */
  readonly authorities: readonly X509Certificate[] | undefined;
}

/** Why a certificate is not trusted, the likely cause first. */
export function explainUntrusted(
  untrusted: UntrustedCertificate,
): Pick<Finding, 'message' | 'remedy'> {
  const { server, code, chain, authorities } = untrusted;
  const { name, url, caFileKey } = server;
  const message = `The certificate of ${name} at ${url.host} is not trusted (${code})`;
  const last = chain.at(-1);
  if (last === undefined) return { message: `${message}.`, remedy: setAuthority(caFileKey) };
  const { top, isFromFile } = climb(last, authorities ?? []);
  const missing = oneLine(top.issuer);
  const isWhole = top.issuer === top.subject;
  if (isFromFile && !isWhole) {
    return {
      message: `${message}: ${caFileKey} contains ${oneLine(top.subject)}, but not ${missing}, which issued it.`,
      remedy: `Append the PEM certificate of ${missing} to ${caFileKey}, and keep what is in the file.`,
    };
  }
  if (authorities === undefined || authorities.length === 0) {
    return {
      message: `${message}: it is issued by ${missing}.`,
      remedy: `${setAuthority(caFileKey)} If an authority that is already trusted issued ${missing}, the server does not send this intermediate certificate: add it to the chain at the server, route or proxy.`,
    };
  }
  const known = authorities.map(({ subject }) => oneLine(subject)).slice(0, 3);
  const contents = `${caFileKey} contains ${known.join(' and ')}${authorities.length > known.length ? ' and others' : ''}`;
  const append = `append the PEM certificate of ${missing} to ${caFileKey}, and keep what is in the file.`;
  if (isWhole) {
    return {
      message: `${message}: it is issued by ${missing}, and ${contents}.`,
      remedy: `If the server is the right one, ${append}`,
    };
  }
  const unsent = `${message}: the server does not send the certificate of ${missing}, which issued ${chain.length === 1 ? 'it' : oneLine(last.subject)}. ${contents}.`;
  if (chain.length === 1) {
    return {
      message: unsent,
      remedy: `The server probably leaves out an intermediate certificate: add that of ${missing} to the chain at the server, route or proxy. If you cannot, ${append}`,
    };
  }
  return {
    message: unsent,
    remedy: `If ${missing} is the root of the server's authority, ${append} Otherwise add its certificate to the chain at the server, route or proxy.`,
  };
}

function setAuthority(caFileKey: string): string {
  return `Put the PEM certificates of that authority, up to its root, into a file. Set its path as ${caFileKey}, or name the file in NODE_EXTRA_CA_CERTS.`;
}

/** The highest known issuer of a certificate, and whether it is from the file. */
function climb(
  certificate: X509Certificate,
  authorities: readonly X509Certificate[],
): { top: X509Certificate; isFromFile: boolean } {
  let top = certificate;
  let isFromFile = false;
  for (const _ of authorities) {
    const { issuer, subject } = top;
    const next = authorities.find(it => it.subject === issuer);
    if (next === undefined || issuer === subject) break;
    top = next;
    isFromFile = true;
  }
  return { top, isFromFile };
}

/** A name of a certificate, which has a line for each part. */
export function oneLine(name: string): string {
  return name.replaceAll('\n', ', ');
}
