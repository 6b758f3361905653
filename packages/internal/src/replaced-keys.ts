import { normalizeName } from './nearest-name.ts';

/** A key that people write for another one, such as those of Boost's sample app-config that no code reads. */
export interface ReplacedKey {
  /** The key that takes its place; missing if nothing does. */
  readonly replacement?: string;
  /** What to do instead, in one or two sentences. */
  readonly message: string;
}

const kagentiUrl: ReplacedKey = {
  replacement: 'boost.providers.kagenti.baseUrl',
  message: 'Did you mean boost.providers.kagenti.baseUrl?',
};
const namespace: ReplacedKey = {
  replacement: 'boost.providers.kagenti.namespaces',
  message: 'List the namespaces that may be called in boost.providers.kagenti.namespaces instead.',
};
const allNamespaces: ReplacedKey = {
  replacement: 'boost.providers.kagenti.namespaces',
  message:
    'List the namespaces that may be called in boost.providers.kagenti.namespaces instead. Without that list all may be called.',
};
const unchecked: ReplacedKey = {
  message:
    'Certificate checks cannot be switched off. Name your CA in boost.providers.kagenti.tls.caFile (Kagenti) or boost.kagenti.auth.caFile (Keycloak) instead.',
};
const verbose: ReplacedKey = {
  message:
    "Set the environment variable LOG_LEVEL to debug instead: the client uses Backstage's logger.",
};
const ogx: ReplacedKey = {
  replacement: 'boost.providers.ogx',
  message: 'Boost calls Llama Stack OGX now. Move its keys to boost.providers.ogx.',
};

const switchesOfCertificateChecks = ['skipTlsVerify', 'rejectUnauthorized', 'insecureSkipVerify'];
const sectionsWithTls = [
  'boost.kagenti',
  'boost.kagenti.auth',
  'boost.providers.kagenti',
  'boost.providers.kagenti.tls',
];

/** Keys below `boost` that have no effect, by dotted path, with what to write instead. */
export const replacedKeys: Readonly<Record<string, ReplacedKey>> = {
  'boost.security.adminUsers': {
    message:
      'Grant these users the permission boost.admin in the permission policy of Backstage instead.',
  },
  'boost.kagenti.baseUrl': kagentiUrl,
  'boost.kagenti.namespace': namespace,
  'boost.kagenti.showAllNamespaces': allNamespaces,
  'boost.kagenti.verboseStreamLogging': verbose,
  'boost.providers.kagenti.namespace': namespace,
  'boost.providers.kagenti.showAllNamespaces': allNamespaces,
  'boost.providers.kagenti.verboseStreamLogging': verbose,
  'boost.kagenti.auth.tokenUrl': {
    replacement: 'boost.kagenti.auth.tokenEndpoint',
    message: 'Did you mean boost.kagenti.auth.tokenEndpoint?',
  },
  'boost.kagenti.auth.realm': {
    replacement: 'boost.kagenti.auth.issuer',
    message:
      'Set boost.kagenti.auth.issuer to the URL of the realm instead, such as https://keycloak.example.com/realms/boost.',
  },
  ...Object.fromEntries(
    sectionsWithTls.flatMap(section =>
      switchesOfCertificateChecks.map(name => [`${section}.${name}`, unchecked]),
    ),
  ),
  'boost.llamastack': ogx,
  'boost.llamaStack': ogx,
  'boost.providers.llamastack': ogx,
  'boost.providers.llamaStack': ogx,
};

/** What other programs call a key, by its section; without case, hyphens and underscores. */
const usualNames: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'boost.kagenti.auth': {
    tokenuri: 'tokenEndpoint',
    realmurl: 'issuer',
    authority: 'issuer',
    secret: 'clientSecret',
    ca: 'caFile',
    timeout: 'timeoutMs',
  },
  'boost.providers.kagenti': {
    url: 'baseUrl',
    apiurl: 'baseUrl',
    endpoint: 'baseUrl',
    ca: 'tls.caFile',
    cafile: 'tls.caFile',
    timeout: 'requestTimeoutMs',
    timeoutms: 'requestTimeoutMs',
    retries: 'maxRetries',
    agent: 'defaultAgent',
  },
};

const withoutVerification = new Set([
  ...switchesOfCertificateChecks.map(normalizeName),
  'insecure',
  'verify',
]);

const byNormalizedPath = new Map(
  Object.entries(replacedKeys).map(([path, replaced]) => [normalizePath(path), replaced]),
);

/** The entry of a dotted path, in any spelling of its last name; undefined for any other path. */
export function findReplacedKey(path: string): ReplacedKey | undefined {
  return byNormalizedPath.get(normalizePath(path));
}

/** What a name of other programs means in a section, whose registry may lack the replacement; undefined for any other name. */
export function findUsualName(section: string, name: string): ReplacedKey | undefined {
  const written = normalizeName(name);
  if (withoutVerification.has(written)) return unchecked;
  const names = usualNames[section] ?? {};
  if (!Object.hasOwn(names, written)) return undefined;
  const replacement = `${section}.${names[written]}`;
  return { replacement, message: `Did you mean ${replacement}?` };
}

function normalizePath(path: string): string {
  const end = path.lastIndexOf('.') + 1;
  return `${path.slice(0, end)}${normalizeName(path.slice(end))}`;
}
