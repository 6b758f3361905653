import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BackendFeature, createBackendPlugin } from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';
import { type BoostConfigProblem, checkBoostConfig } from '@rhdh-boost/config-schema';
import { propertyRuns } from '@rhdh-boost/test-support/property-runs';
import { tokenManagerServiceRef } from '@rhdh-boost/token-manager/backstage';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anyConfiguration } from '../../test/fixtures/any-configuration.fixture.ts';
import { startBackend } from '../../test/fixtures/backstage-backend.fixture.ts';
import {
  authority,
  certificate,
  certificateKey,
} from '../../test/fixtures/certificates.fixture.ts';
import { allow, PermissionBackend } from '../../test/fixtures/permission-backend.fixture.ts';
import { RecordingAuditor } from '../../test/fixtures/recording-auditor.fixture.ts';
import { NumberedTokens } from '../../test/fixtures/test-client.fixture.ts';
import { kagentiClientServiceRef } from '../backstage/index.ts';
import { createKagentiClient, createTokenManager } from './index.ts';

let policy: PermissionBackend;
let folder: string;
beforeAll(async () => {
  policy = await PermissionBackend.start(() => allow);
  folder = await mkdtemp(join(tmpdir(), 'accepted-starts-'));
  const { caFile, certificateFile, certificateKeyFile } = usableFiles();
  await writeFile(caFile, authority);
  await writeFile(certificateFile, certificate);
  await writeFile(certificateKeyFile, certificateKey);
});
afterAll(async () => {
  await policy[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

function usableFiles() {
  const [caFile = '', certificateFile = '', certificateKeyFile = ''] = [
    'ca.pem',
    'tls.crt',
    'tls.key',
  ].map(name => join(folder, name));
  return { caFile, certificateFile, certificateKeyFile };
}

const logger = { error() {}, warn() {}, info() {}, debug() {} };

/** Why something could not be made; empty where it could. */
function refusalOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => '',
    (error: unknown) => (error instanceof Error ? error.message : 'no error'),
  );
}

const made = (make: () => { close(): Promise<void> }) =>
  refusalOf(new Promise<void>(resolve => resolve(make().close())));

function started(config: JsonObject, feature: BackendFeature): Promise<string> {
  const { permissions } = policy;
  const parts = { config, permissions, features: [feature], auditor: new RecordingAuditor() };
  return refusalOf(startBackend(parts).then(backend => backend.stop()));
}

const tokenPlugin = createBackendPlugin({
  pluginId: 'tokens',
  register: env =>
    env.registerInit({ deps: { tokens: tokenManagerServiceRef }, init: async () => {} }),
});
const clientPlugin = createBackendPlugin({
  pluginId: 'agents',
  register: env =>
    env.registerInit({ deps: { kagenti: kagentiClientServiceRef }, init: async () => {} }),
});

const readByTokens = /^boost\.kagenti(?:\.auth|\.allowInClusterHttp)?(?:\.|$)/;
const readByTokenService =
  /^boost\.(?:kagenti(?:\.auth|\.allowInClusterHttp)?(?:\.|$)|encryptionSecret)/;
/** Without an account there is nothing to share, and no address. */
const readWithoutAccount = /^boost\.kagenti(?:\.auth)?(?:\.(?!allowInClusterHttp)|$)/;
/** The client reads the mode only where it is set. */
const isMissingMode = ({ path, code }: BoostConfigProblem) =>
  path === 'boost.security.mode' && code === 'required';

/** Whoever only gets tokens reads neither the mode nor the base URL, and without an account gets none. */
const isOfCalls = ({ path, message }: BoostConfigProblem) =>
  path === 'boost.kagenti.auth.method' && message.startsWith('must not be none, since ');

/** Who starts with a configuration, and the problems of the check that concern each. */
async function verdictsOn(config: JsonObject) {
  const { problems: all = [] } = checkBoostConfig(config);
  const problems = all.filter(problem => !isMissingMode(problem));
  const by = (keys: RegExp) =>
    problems.filter(problem => keys.test(problem.path) && !isOfCalls(problem));
  const tokens = new NumberedTokens();
  return [
    [
      'token manager',
      [...by(readByTokens), ...(hasAccount(config) ? [] : ['no account'])],
      await made(() => createTokenManager(config, { logger })),
    ],
    ['client', problems, await made(() => createKagentiClient(config, { logger }))],
    [
      'client with tokens from elsewhere',
      // While the account itself is wrong, the check does not ask for the base URL.
      [
        ...problems.filter(({ path }) => !/^boost\.kagenti\.auth(?:\.|$)/.test(path)),
        ...(hasBaseUrl(config) ? [] : ['no base URL']),
      ],
      await made(() => createKagentiClient(config, { tokens, logger })),
    ],
    [
      'service of the token manager',
      [
        ...by(hasMethodNone(config) ? readWithoutAccount : readByTokenService),
        ...(hasAccount(config) || hasMethodNone(config) ? [] : ['no account']),
      ],
      await started(config, tokenPlugin),
    ],
    ['service of the client', problems, await started(config, clientPlugin)],
  ] as const;
}

function hasBaseUrl({ boost }: JsonObject): boolean {
  return isSet(Object(Object(Object(boost).providers).kagenti).baseUrl);
}

function hasMethodNone({ boost }: JsonObject): boolean {
  return Object(Object(Object(boost).kagenti).auth).method === 'none';
}

const isSet = (value: unknown) => value !== undefined && value !== null && value !== '';

/** With neither account nor base URL, Kagenti is not used: the check accepts that, and nothing is to be started. */
const usesKagenti = (config: JsonObject) => hasBaseUrl(config) || hasAccount(config);

function hasAccount({ boost }: JsonObject): boolean {
  const keys = Object(Object(Object(boost).kagenti).auth);
  // The other keys do not say whose account it is.
  return [
    'tokenEndpoint',
    'issuer',
    'clientId',
    'clientSecret',
    'keyFile',
    'assertionFile',
    'certificateFile',
    'certificateKeyFile',
  ].some(key => isSet(keys[key]));
}

test('A5: what the check accepts starts, and what it refuses does not, by the same keys [platform-operations/Accepted means that it starts]', async () => {
  const verdicts = { accepted: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(anyConfiguration(usableFiles()).filter(usesKagenti), async config => {
      for (const [who, problems, refusal] of await verdictsOn(config)) {
        verdicts[problems.length === 0 ? 'accepted' : 'refused'] += 1;
        expect({ who, accepted: problems.length === 0, refusal }).toEqual({
          who,
          accepted: refusal === '',
          refusal,
        });
      }
    }),
    { numRuns: propertyRuns(2000) },
  );
  // Neither way is proven by a generator that misses it.
  expect(verdicts.accepted).toBeGreaterThan(100);
  expect(verdicts.refused).toBeGreaterThan(100);
}, 120_000);
