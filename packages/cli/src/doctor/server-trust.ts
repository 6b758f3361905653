import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { makeTlsMaterial, type TlsMaterial } from '@rhdh-boost/internal/tls-files';
import { accountText } from './account-keys.ts';
import { type Server, serverNamed } from './servers.ts';
import type { StepContext } from './step.ts';

/**
 * What TLS connections to a server are made with, as the packages make it: Node's authorities, those of the file that
 * the configuration names, and for Keycloak the client's certificate.
 *
 * Files that cannot be used are left out: they are findings of the steps `credential` and `tls`.
 */
export async function serverTrust(
  server: Server,
  { configuration, cwd }: Pick<StepContext, 'configuration' | 'cwd'>,
): Promise<TlsMaterial> {
  const caFile = await readText(configuration.get(server.caFileKey), cwd);
  const isKeycloak = server.name === 'Keycloak';
  const certificateFile = isKeycloak
    ? await readText(accountText(configuration, 'certificateFile'), cwd)
    : undefined;
  const keyFile = isKeycloak
    ? await readText(accountText(configuration, 'certificateKeyFile'), cwd)
    : undefined;
  const pair =
    certificateFile === undefined || keyFile === undefined ? {} : { certificateFile, keyFile };
  return usable({ caFile, ...pair }) ?? usable({ caFile }) ?? makeTlsMaterial({});
}

/** The client's certificate for Keycloak; undefined if none is configured, or it cannot be used. */
export async function clientCertificate(
  context: Pick<StepContext, 'configuration' | 'cwd'>,
): Promise<X509Certificate | undefined> {
  const keycloak = serverNamed('Keycloak', context.configuration);
  return keycloak && (await serverTrust(keycloak, context)).certificate;
}

/** The certificates in the file that the configuration names for a server; undefined where it names none. */
export async function configuredAuthorities(
  server: Server,
  { configuration, cwd }: Pick<StepContext, 'configuration' | 'cwd'>,
): Promise<X509Certificate[] | undefined> {
  const text = await readText(configuration.get(server.caFileKey), cwd);
  const blocks = text?.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
  return blocks?.flatMap(block => {
    try {
      return [new X509Certificate(block)];
    } catch {
      return [];
    }
  });
}

function usable(texts: Parameters<typeof makeTlsMaterial>[0]): TlsMaterial | undefined {
  try {
    return makeTlsMaterial(texts);
  } catch {
    return undefined;
  }
}

async function readText(path: unknown, cwd: string): Promise<string | undefined> {
  if (typeof path !== 'string') return undefined;
  try {
    return await readFile(resolve(cwd, path), 'utf8');
  } catch {
    return undefined;
  }
}
