import type { Configuration } from '../configuration/read-configuration.ts';
import { accountMethod, authKey } from './account-keys.ts';
import { baseUrlKey } from './kagenti-failure.ts';
import type { Finding } from './step.ts';

/** A server that Boost calls. */
export interface Server {
  /** Its name for a person. */
  readonly name: 'Keycloak' | 'Kagenti';
  /** The app-config key of its address. */
  readonly key: string;
  /** Its address. */
  readonly url: URL;
  /** The app-config key of the file with the authorities that are trusted for it. */
  readonly caFileKey: string;
}

/**
 * The servers whose addresses the configuration has, Keycloak first; without Keycloak if no token is needed. An
 * address that is no URL is a finding of the step `configuration`.
 */
export function serversOf(configuration: Pick<Configuration, 'get'>): Server[] {
  const { get } = configuration;
  const addressKey = get(`${authKey}.issuer`) === undefined ? 'tokenEndpoint' : 'issuer';
  const servers = [
    ...(accountMethod(configuration) === 'none'
      ? []
      : [
          {
            name: 'Keycloak' as const,
            key: `${authKey}.${addressKey}`,
            caFileKey: `${authKey}.caFile`,
          },
        ]),
    {
      name: 'Kagenti' as const,
      key: baseUrlKey,
      caFileKey: 'boost.providers.kagenti.tls.caFile',
    },
  ];
  return servers.flatMap(server => {
    const address = get(server.key);
    return typeof address === 'string' && URL.canParse(address)
      ? [{ ...server, url: new URL(address) }]
      : [];
  });
}

/** The server of that name; undefined where {@link serversOf} has none. */
export function serverNamed(
  wanted: Server['name'],
  configuration: Pick<Configuration, 'get'>,
): Server | undefined {
  return serversOf(configuration).find(({ name }) => name === wanted);
}

/** What differs between findings about a server. */
export type ServerFinding = Pick<Finding, 'code' | 'message' | 'remedy'> & Partial<Finding>;

/** Makes findings about a server: errors in the configuration of its address, unless their parts differ. */
export function findingAt(
  { key }: Server,
  { sourceOf }: Pick<Configuration, 'sourceOf'>,
): (parts: ServerFinding) => Finding {
  return parts => ({ severity: 'error', source: sourceOf(key), ...parts });
}

/** The host of a URL, without the brackets of an IPv6 address. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.+)\]$/, '$1');
}

/** The port of a URL. */
export function portOf({ port, protocol }: URL): number {
  if (port !== '') return Number(port);
  return protocol === 'https:' ? 443 : 80;
}
