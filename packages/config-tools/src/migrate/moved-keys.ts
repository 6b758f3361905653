import { findReplacedKey } from '@rhdh-boost/internal/replaced-keys';
import type { KeyPath } from './plain-value.ts';

/** A key whose value another key takes now. */
export interface MovedKey {
  /** The key that is not read. */
  readonly from: string;
  /** The key that is read. */
  readonly to: string;
  /** Whether the new key has a list of such values. */
  readonly isListed?: boolean;
}

/** The section of Augment, from which Boost came. */
export const predecessor = 'augment';

/** How callers are checked. */
export const securityMode = 'boost.security.mode';

/** The mode that earlier versions called none. */
export const noAuthMode = 'development-only-no-auth';

const provider = 'boost.providers.kagenti';
const account = 'boost.kagenti.auth';
const namespaces = { to: `${provider}.namespaces`, isListed: true };

/** What moves, in this order: of two keys with one counterpart, the first that is set is moved. */
export const movedKeys: readonly MovedKey[] = [
  { from: 'boost.kagenti.baseUrl', to: `${provider}.baseUrl` },
  { from: `${provider}.namespace`, ...namespaces },
  { from: 'boost.kagenti.namespace', ...namespaces },
  { from: `${account}.tokenUrl`, to: `${account}.tokenEndpoint` },
  ...['boost.providers.llamastack', 'boost.providers.llamaStack'].map(from => ({
    from,
    to: 'boost.providers.ogx',
  })),
  ...['boost.llamastack', 'boost.llamaStack'].map(from => ({ from, to: 'boost.providers.ogx' })),
  { from: 'augment.security.mode', to: securityMode },
  { from: 'augment.systemPrompt', to: 'boost.systemPrompt' },
  { from: 'augment.llamaStack.baseUrl', to: 'boost.providers.ogx.baseUrl' },
  { from: 'augment.llamaStack.model', to: 'boost.providers.ogx.defaultModel' },
  { from: 'augment.llamaStack.token', to: 'boost.providers.ogx.apiKey' },
  { from: 'augment.skillsMarketplace.baseUrl', to: 'boost.skillsMarketplace.endpoint' },
  { from: 'augment.kagenti.baseUrl', to: `${provider}.baseUrl` },
  { from: 'augment.kagenti.namespaces', to: `${provider}.namespaces` },
  { from: 'augment.kagenti.namespace', ...namespaces },
  { from: 'augment.kagenti.agentName', to: `${provider}.defaultAgent` },
  { from: 'augment.kagenti.requestTimeoutMs', to: `${provider}.requestTimeoutMs` },
  { from: 'augment.kagenti.maxRetries', to: `${provider}.maxRetries` },
  { from: 'augment.kagenti.auth.tokenEndpoint', to: `${account}.tokenEndpoint` },
  { from: 'augment.kagenti.auth.clientId', to: `${account}.clientId` },
  { from: 'augment.kagenti.auth.clientSecret', to: `${account}.clientSecret` },
  {
    from: 'augment.kagenti.tokenExpiryBufferSeconds',
    to: `${account}.tokenExpiryBufferSeconds`,
  },
];

/** Keys of the predecessor for which something of Boost does the work. */
const hints: Readonly<Record<string, string>> = {
  'augment.kagenti.streamTimeoutMs':
    'boost.providers.kagenti.streamIdleTimeoutMs limits how long a stream may be silent: set it if the default is too short.',
  'augment.agentApproval':
    'Set boost.agentApproval.mode to built-in or sonataflow; sonataflow needs boost.agentApproval.sonataflow.endpoint.',
};

/** What to do about a key of the predecessor that was not moved. */
export function hintOfPredecessor(path: KeyPath): string {
  const key = path.join('.');
  const name = path.at(-1) ?? '';
  const { to } = movedKeys.find(({ from }) => from === key) ?? {};
  if (to !== undefined) return `Keep the value of ${to}, or write this one there.`;
  const known = ['boost.security', 'boost.kagenti', account].map(section =>
    findReplacedKey(`${section}.${name}`),
  );
  return (
    hints[key] ??
    known.find(found => found !== undefined)?.message ??
    'Boost does not read it. Remove it if nothing else does.'
  );
}
