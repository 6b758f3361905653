import { isRecord } from '../is-record.ts';
import {
  anything,
  checkFields,
  listOf,
  type OptionRule,
  objectWith,
  oneOf,
  valueThat,
} from '../option-rules.ts';
import type { ChatTimes } from './chat/chat-desk.ts';
import { allFeatures } from './features.ts';
import type { KagentiBackendOptions } from './kagenti-backend-options.ts';
import { releases } from './platform.ts';

const text = valueThat(value => typeof value === 'string' && value !== '', 'text');
const flag = valueThat(value => typeof value === 'boolean', 'true or false');
const duration = valueThat(
  value => typeof value === 'number' && value >= 0 && Number.isFinite(value),
  'a number of milliseconds',
);
const port = valueThat(
  value => typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 65_535,
  'a whole number from 0 to 65535',
);
/** Whatever serves it: the kit's own providers have more than is needed, behind getters. */
const identityProvider = valueThat(
  value =>
    isRecord(value) && typeof value['issuer'] === 'string' && typeof value['jwksUri'] === 'string',
  'what startIdentityProvider or startKeycloak gives, awaited: an object with issuer and jwksUri',
);
/** The client may be the one that was registered, with roles and all. */
const introspectionClient = valueThat(
  value =>
    isRecord(value) &&
    typeof value['clientId'] === 'string' &&
    typeof value['clientSecret'] === 'string',
  'an object with clientId and clientSecret',
);
/** `checkProgress` says the rest. */
const progress = objectWith({
  autoProgress: objectWith({ stepMs: anything, stepPolls: anything }),
});
const seeds = listOf(
  objectWith({ name: text, namespace: text, description: text, framework: text }, 'name'),
);
const chatTimes: Readonly<Record<keyof ChatTimes, OptionRule>> = {
  chunkDelayMs: duration,
  sendTimeoutMs: duration,
  silenceTimeoutMs: duration,
};

/** What each option may be, except whose tokens the backend takes. */
export const backendRules: Readonly<
  Record<Exclude<keyof KagentiBackendOptions, 'identityProvider'>, OptionRule>
> = {
  tokenCheck: oneOf('signature', 'introspection'),
  introspectionClient,
  namespaces: listOf(text),
  agents: seeds,
  tools: seeds,
  release: oneOf(...releases),
  features: objectWith(Object.fromEntries(Object.keys(allFeatures).map(name => [name, flag]))),
  builds: progress,
  simulation: progress,
  chat: objectWith(chatTimes),
  port,
};

/**
 * Refuses options that there are not: a test with a misspelt one would say something about another backend
 * than it means.
 *
 * @throws TypeError that names the option and the nearest that there is.
 */
export function checkBackendOptions(options: unknown): void {
  if (!isRecord(options)) {
    throw new TypeError("startKagentiBackend needs options, an object with 'identityProvider'");
  }
  checkFields(options, { identityProvider, ...backendRules }, name => name, ['identityProvider']);
}
