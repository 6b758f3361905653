/** Whether a credential may be sent to a URL: always, only with `allowInClusterHttp`, or never. */
export type CredentialVerdict = 'allowed' | 'with-switch' | 'refused';

/** A URL and what every package says of it. */
export interface CredentialUrlCase {
  readonly url: string;
  readonly verdict: CredentialVerdict;
  /**
   * Whether the spelling is one that only a URL parser makes an ordinary host of. The configuration is also
   * checked by a JSON Schema, which cannot parse, so it refuses all of these.
   */
  readonly unusual?: true;
}

const allowed = [
  'https://keycloak.example.com',
  'HTTPS://KEYCLOAK.EXAMPLE.COM',
  'https://keycloak.example.com:8443',
  'https://10.0.0.1',
  'https://[2001:db8::1]',
  'https://svc.evil.com',
  'https://xn--bcher-kva.example',
  'http://localhost',
  'http://LocalHost:8080',
  'http://localhost:65535',
  'http://127.0.0.1',
  'http://127.255.255.254:1',
  'http://[::1]',
  'http://[::1]:8080',
];

/** Spellings that mean https or loopback, but only to a URL parser. */
const allowedByParser = [
  'https://bücher.example',
  'https:keycloak.example.com',
  'http:localhost',
  ' http://localhost',
  'http://local\thost',
  'http://local\u00adhost',
  'http://ｌocalhost',
  'http://loc%61lhost',
  'http://127.1',
  'http://0177.0.0.1',
  'http://0x7f000001',
  'http://2130706433',
  'http://[0:0:0:0:0:0:0:1]',
];

const withSwitch = [
  'http://keycloak.svc',
  'http://keycloak.sso.svc',
  'http://keycloak.sso.svc:8080',
  'http://KEYCLOAK.SSO.SVC',
  'http://keycloak.sso.svc.cluster.local',
  'http://keycloak.sso.svc.Cluster.Local:8080',
];

const withSwitchByParser = ['http://keycloak。sso。svc', 'http://keycloak.sso.%73vc'];

const refused = [
  // Hosts that others may reach.
  'http://keycloak.example.com',
  'http://example.com:443',
  'http://10.0.0.1',
  'http://0.0.0.0',
  'http://128.0.0.1',
  'http://[::]',
  'http://[::2]',
  'http://keycloak',
  // Look-alikes of loopback.
  'http://localhost.',
  'http://localhost.evil',
  'http://localhost.evil.com',
  'http://localhost-evil.com',
  'http://notlocalhost',
  'http://keycloak.localhost',
  'http://127.0.0.1.nip.io',
  'http://127.0.0.1.example.com',
  'http://1127.0.0.1.nip.io',
  'http://a127.0.0.1.example.com',
  'http://127.0.0.1-evil.com',
  'http://[::1:1]',
  'http://[::ffff:127.0.0.1]',
  // Look-alikes of in-cluster names.
  'http://svc',
  'http://.svc',
  'http://-keycloak.svc',
  'http://key_cloak.sso.svc',
  'http://svc.evil.com',
  'http://a.svc.evil',
  'http://keycloak.svc.evil.com',
  'http://keycloak.sso.svc.',
  'http://keycloak.sso.svc.cluster.local.',
  'http://keycloak.sso.svc.cluster.local.evil.com',
  'http://keycloak.sso.svc.evil.cluster.local',
  'http://keycloak.sso.svc-evil.com',
  'http://keycloak.sso.svcxcluster.local',
  'http://keycloak.sso.svc.cluster-local',
  'http://keycloaksvc',
  'http://keycloak-svc',
  'http://svc.cluster.local',
  'http://cluster.local',
  // The host is another than it seems.
  'http://evil.com/.svc',
  'http://evil.com?.svc',
  'http://evil.com#.svc',
  'http://evil.com#@localhost',
  'http://evil.com\\.svc',
  'http://evil.com\\@localhost',
  'http://localhost%2eevil.com',
  'http://keycloak.sso.svc%2eevil.com',
  'http://keycloak.sso.svc。evil.com',
  'http://l\u043ecalhost', // a Cyrillic o
  'http://keycloak.sso.\u0455vc', // a Cyrillic s
  // User information.
  'http://localhost@evil.com',
  'http://localhost:80@evil.com',
  'http://keycloak.sso.svc@evil.com',
  'http://user@localhost',
  'http://user:word@keycloak.sso.svc',
  'https://user:word@keycloak.example.com',
  'https://:word@keycloak.example.com',
  // No URLs of the web.
  '',
  'localhost',
  '//localhost',
  'http://',
  'http://localhost:99999',
  'http://localhost:80.evil.com',
  'http://keycloak.sso.svc:svc',
  'http://127.0.0.256',
  'http://[::1%25eth0]',
  'http://localhost%00.evil.com',
  'http://evil.com%2f.svc',
  'http://loc alhost',
  'ftp://localhost',
  'ws://localhost',
  'file://localhost/etc/passwd',
  'localhost:8080',
];

const casesOf = (
  urls: readonly string[],
  verdict: CredentialVerdict,
  more: Pick<CredentialUrlCase, 'unusual'> = {},
): CredentialUrlCase[] => urls.map(url => ({ url, verdict, ...more }));

/** The URLs by which every package that sends a credential is tested. */
export const credentialUrls: readonly CredentialUrlCase[] = [
  ...casesOf(allowed, 'allowed'),
  ...casesOf(allowedByParser, 'allowed', { unusual: true }),
  ...casesOf(withSwitch, 'with-switch'),
  ...casesOf(withSwitchByParser, 'with-switch', { unusual: true }),
  ...casesOf(refused, 'refused'),
];
