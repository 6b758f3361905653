import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { findTextMistake } from '@rhdh-boost/internal/account-values';
import { claimsOf, UnusableAssertion } from '@rhdh-boost/internal/client-assertion';
import { systemCodeOf } from '@rhdh-boost/internal/error-name';
import { readSigningKey, UnusableKey } from '@rhdh-boost/internal/signing-key';
import {
  makeTlsMaterial,
  type TlsMaterial,
  type TlsTexts,
  UnusableTlsFile,
} from '@rhdh-boost/internal/tls-files';
import type { Finding } from '../finding.ts';
import type { ConfigNode } from '../load/config-node.ts';
import { describePath } from '../load/config-path.ts';
import { type ConfigPart, findPart } from './walk-config.ts';

/** A file that a key names. */
interface NamedFile {
  readonly part: ConfigPart;
  /** What it contains; undefined when it cannot be read. */
  readonly text: string | undefined;
  /** Why it cannot be read. */
  readonly code?: string | undefined;
}

const auth = 'boost.kagenti.auth';
/** The files that TLS connections are made with, by the server that they are for. */
const tlsFiles: readonly Readonly<Partial<Record<keyof TlsTexts, string>>>[] = [
  {
    caFile: `${auth}.caFile`,
    certificateFile: `${auth}.certificateFile`,
    keyFile: `${auth}.certificateKeyFile`,
  },
  { caFile: 'boost.providers.kagenti.tls.caFile' },
];

/**
 * What is wrong with the files that keys of a merged configuration name, as the start judges certificates, and the
 * first renewal of a token keys and assertions. No finding contains a path or anything of a file.
 *
 * @param cwd - the folder that relative paths start from
 */
export async function findUnusableFiles(merged: ConfigNode, cwd: string): Promise<Finding[]> {
  const read = (key: string) => readNamedFile(merged, key, cwd);
  const findings: Finding[] = [];
  for (const keys of tlsFiles) {
    const files = new Map<keyof TlsTexts, NamedFile>();
    for (const name of ['caFile', 'certificateFile', 'keyFile'] as const) {
      const file = keys[name] === undefined ? undefined : await read(keys[name]);
      if (file !== undefined) files.set(name, file);
    }
    findings.push(...judgeTlsFiles(files));
  }
  const keyFile = await read(`${auth}.keyFile`);
  if (keyFile !== undefined) findings.push(...judgeText(keyFile, judgeKey, expected.keyFile));
  const assertion = await read(`${auth}.assertionFile`);
  if (assertion !== undefined) {
    findings.push(...judgeText(assertion, judgeAssertion, expected.assertionFile));
  }
  return findings;
}

const expected = {
  caFile: 'a PEM file with the certificates of authorities',
  certificateFile: "a PEM file with the client's certificate",
  certificateKeyFile:
    "a PEM file with the private key of the client's certificate, without passphrase",
  keyFile: "a file with the client's private key as PEM or JSON Web Key, without passphrase",
  assertionFile: 'a file with a JSON Web Token that has not expired',
};

/** A value that is wrong itself has its own finding, and that of a variable which is not set here is not known. */
async function readNamedFile(
  merged: ConfigNode,
  key: string,
  cwd: string,
): Promise<NamedFile | undefined> {
  const part = findPart(merged, key);
  if (part?.node.kind !== 'value' || part.node.isContent === true) return undefined;
  const { value } = part.node;
  if (typeof value !== 'string' || findTextMistake('caFile', value) !== undefined) return undefined;
  try {
    return { part, text: await readFile(resolve(cwd, value), 'utf8') };
  } catch (error) {
    return { part, text: undefined, code: systemCodeOf(error) };
  }
}

function judgeTlsFiles(files: ReadonlyMap<keyof TlsTexts, NamedFile>): Finding[] {
  const unreadable = [...files.values()].filter(({ text }) => text === undefined);
  if (unreadable.length > 0) return unreadable.map(unreadableFile);
  const texts = Object.fromEntries([...files].map(([name, { text }]) => [name, text]));
  try {
    return findExpired(files, makeTlsMaterial(texts));
  } catch (error) {
    if (!(error instanceof UnusableTlsFile)) throw error;
    const file = files.get(error.file) ?? files.get('certificateFile');
    const name = error.file === 'keyFile' ? 'certificateKeyFile' : error.file;
    return file === undefined ? [] : [unusableFile(file, error.message, expected[name])];
  }
}

/** Node uses an expired certificate, and the server or the handshake refuses it. A bundle may contain some. */
function findExpired(
  files: ReadonlyMap<keyof TlsTexts, NamedFile>,
  { authorities, certificate }: TlsMaterial,
): Finding[] {
  const findings: Finding[] = [];
  const expired = (file: NamedFile | undefined) => {
    if (file === undefined) return;
    findings.push({
      ...placeOf(file),
      severity: 'warning',
      code: 'certificate_expired',
      message: 'names a file whose certificate has expired',
      hint: 'Replace the certificate in the file; the backend reads it again.',
    });
  };
  if (authorities.length > 0 && authorities.every(isPast)) expired(files.get('caFile'));
  if (certificate !== undefined && isPast(certificate)) expired(files.get('certificateFile'));
  return findings;
}

function isPast({ validTo }: { readonly validTo: string }): boolean {
  return Date.parse(validTo) < Date.now();
}

/** Judges a text as the token manager reads it: one line break at its end does not count. */
function judgeText(
  file: NamedFile,
  judge: (text: string) => string | undefined,
  content: string,
): Finding[] {
  if (file.text === undefined) return [unreadableFile(file)];
  const text = file.text.replace(/\r?\n$/, '');
  const reason = text === '' ? 'it is empty' : judge(text);
  return reason === undefined ? [] : [unusableFile(file, reason, content)];
}

function judgeKey(text: string): string | undefined {
  try {
    readSigningKey(text, undefined);
    return undefined;
  } catch (error) {
    return error instanceof UnusableKey ? `it ${error.message}` : 'its key cannot sign';
  }
}

function judgeAssertion(text: string): string | undefined {
  try {
    const { expiresAt } = claimsOf(text.trim());
    return expiresAt > Math.floor(Date.now() / 1000) ? undefined : 'its token has expired';
  } catch (error) {
    return error instanceof UnusableAssertion ? `it ${error.message}` : 'its token cannot be read';
  }
}

function unreadableFile(file: NamedFile): Finding {
  return {
    ...placeOf(file),
    severity: 'error',
    code: 'file_unreadable',
    message: `names a file that cannot be read (${file.code ?? 'an error'})`,
    hint: 'Check that the file is mounted at this path and that this user may read it. A relative path starts from the folder in which the command runs.',
  };
}

function unusableFile(file: NamedFile, reason: string, content: string): Finding {
  return {
    ...placeOf(file),
    severity: 'error',
    code: 'file_unusable',
    message: `names a file that cannot be used: ${reason}`,
    hint: `Set the path of ${content}.`,
  };
}

function placeOf({ part: { node, path } }: NamedFile): Pick<Finding, 'path' | 'location'> {
  const { source, start, end } = node.place;
  return { ...describePath(path), location: source.locate(start, end) };
}
