import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import type { SecureContext, SecureContextOptions } from 'node:tls';
import { systemCodeOf } from './error-name.ts';

/** The texts of the files that TLS connections are made with. */
export interface TlsTexts {
  /** Certificates of the authorities to trust beside those of Node, as PEM. */
  readonly caFile?: string | undefined;
  /** The client's certificate and those of intermediate authorities, as PEM; with `keyFile`. */
  readonly certificateFile?: string | undefined;
  /** The private key of that certificate, as PEM without passphrase. */
  readonly keyFile?: string | undefined;
}

/** What such texts result in. */
export interface TlsMaterial {
  /** For connections; undefined when Node's defaults do. */
  readonly secureContext: SecureContext | undefined;
  /** The authorities of `caFile`. */
  readonly authorities: readonly X509Certificate[];
  /** The client's certificate; undefined without one. */
  readonly certificate: X509Certificate | undefined;
}

/** A file that cannot be used. The message is the reason, and contains nothing of the file. */
export class UnusableTlsFile extends Error {
  /** The name of the file in {@link TlsTexts}. */
  readonly file: keyof TlsTexts;

  /** @param reason - To be read in brackets. */
  constructor(file: keyof TlsTexts, reason: string) {
    super(reason);
    this.file = file;
  }
}

/**
 * Makes the material for TLS connections of the texts of files.
 *
 * @param keyMismatch - The reason for a key that belongs to another certificate, in the names of the caller's options.
 * @throws UnusableTlsFile
 */
export function makeTlsMaterial(
  texts: TlsTexts,
  keyMismatch = 'not the key of the certificate',
): TlsMaterial {
  const { caFile, certificateFile, keyFile = '' } = texts;
  if (caFile === undefined && certificateFile === undefined) {
    return { secureContext: undefined, authorities: [], certificate: undefined };
  }
  const authorities = caFile === undefined ? [] : readCertificates('caFile', caFile);
  const own =
    certificateFile === undefined ? [] : readCertificates('certificateFile', certificateFile);
  const [certificate] = own;
  if (certificate !== undefined) checkKey(certificate, keyFile, keyMismatch);
  const ca = [...nodeTls().getCACertificates('default'), ...authorities.map(String)];
  const pair = certificate === undefined ? {} : { cert: own.join(''), key: keyFile };
  return { secureContext: makeSecureContext({ ca, ...pair }), authorities, certificate };
}

/**
 * Not imported: by name, the import would fail on a Node before 22.15 before `node-version.js` can report the Node, and
 * as a whole it would cost the bundled command another file.
 */
function nodeTls() {
  return process.getBuiltinModule('node:tls');
}

const pemCertificate = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** TLS takes any text for certificates, and trusts or shows none of it where it contains none. */
function readCertificates(file: keyof TlsTexts, text: string): X509Certificate[] {
  try {
    return (text.match(pemCertificate) ?? ['']).map(pem => new X509Certificate(pem));
  } catch {
    throw new UnusableTlsFile(file, 'no certificate in it');
  }
}

function checkKey(certificate: X509Certificate, keyText: string, keyMismatch: string): void {
  const key = privateKeyIn(keyText);
  if (key === undefined) {
    throw new UnusableTlsFile('keyFile', 'no private key without passphrase in it');
  }
  // For a moment this is so while the two files are replaced.
  if (!certificate.checkPrivateKey(key)) throw new UnusableTlsFile('keyFile', keyMismatch);
}

function privateKeyIn(text: string): KeyObject | undefined {
  try {
    return createPrivateKey(text);
  } catch {
    return undefined;
  }
}

/** OpenSSL decides by its own rules what is too weak to be used. */
function makeSecureContext(options: SecureContextOptions): SecureContext {
  try {
    return nodeTls().createSecureContext(options);
  } catch (error) {
    const file = options.cert === undefined ? 'caFile' : 'certificateFile';
    throw new UnusableTlsFile(file, systemCodeOf(error) ?? 'refused by OpenSSL');
  }
}
