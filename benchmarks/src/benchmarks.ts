import type { Benchmark } from './benchmark.ts';
import { azureIdentity } from './peers/azure-identity.ts';
import { badgateway } from './peers/badgateway.ts';
import { googleAuthLibrary } from './peers/google-auth-library.ts';
import { msalNode } from './peers/msal-node.ts';
import { undiciOidcInterceptor } from './peers/undici-oidc-interceptor.ts';
import { callsWithCaFile } from './scenarios/ca-file.ts';
import { cachedToken, cachedTokenBeside } from './scenarios/cached-token.ts';
import {
  besideBackstageJson,
  besideBackstageTypes,
  besideBareNode,
  helpBesideBareNode,
  manyFiles,
} from './scenarios/command.ts';
import { hangingDay } from './scenarios/hanging-day.ts';
import { importBesideZod, importKagentiClient, importTokenManager } from './scenarios/import.ts';
import {
  kagentiCalls,
  kagentiCallsBesideFetch,
  kagentiCallsValidated,
  kagentiLargeAnswers,
  kagentiLatency,
} from './scenarios/kagenti-calls.ts';
import { kagentiOpenStreams } from './scenarios/kagenti-open-streams.ts';
import { kagentiStreams } from './scenarios/kagenti-streams.ts';
import { largeFile } from './scenarios/large-file.ts';
import { revokedToken } from './scenarios/revoked-token.ts';
import { sharedToken } from './scenarios/shared-token.ts';
import { requestsOfADay, tokenDay } from './scenarios/token-day.ts';
import { tokenManagerWeight } from './scenarios/token-manager-weight.ts';
import { visibleWrite } from './scenarios/visible-write.ts';
import { waitingCallers } from './scenarios/waiting-callers.ts';
import { warmResolve } from './scenarios/warm-resolve.ts';

/** The token of the cache must come sooner than from any peer that looks at its end too. */
const sooner = { ratioOf: 'time', limit: 1 } as const;

/** What an authority's file may cost a call. */
const littleMore = { ratioOf: 'time', limit: 1.5 } as const;

const dayOf = (lifetimeSeconds: number): Benchmark => ({
  ...tokenDay(lifetimeSeconds),
  atMost: {
    'token requests': requestsOfADay(lifetimeSeconds),
    'callers that waited': 1,
    'failed calls': 0,
  },
});

/** What is promised of such a day; how long calls fail in a hang depends on the lifetime. */
const hangingDayOf = (lifetimeSeconds: number, failing: number, jitter?: number): Benchmark => ({
  ...hangingDay(lifetimeSeconds, jitter),
  atMost: {
    'callers that waited more than staleWaitMs with a lasting token': 0,
    'calls that failed while a token was valid': 0,
    'failures without a type': 0,
    'seconds of a hang in which calls failed': failing,
    // The attempt that runs at its end, and the longest hold.
    'seconds after a hang in which calls failed': failing === 0 ? 0 : 46,
    // One call tries, and the others fail immediately.
    'failed calls that waited longer, a token request': 1,
  },
});

/** Every benchmark, by the name that it is chosen with, and its limit. */
export const benchmarks = {
  'command-start': { ...besideBareNode, ratioOf: 'time', limit: 2.5 },
  'boost-help': { ...helpBesideBareNode, ratioOf: 'time', limit: 2.5 },
  'many-files': { ...manyFiles, ratioOf: 'time', limit: 3 },
  'command-beside-backstage': { ...besideBackstageTypes, ratioOf: 'time', limit: 0.1 },
  'command-beside-backstage-json': { ...besideBackstageJson, ratioOf: 'time', limit: 0.4 },
  import: { ...importBesideZod, ratioOf: 'time', limit: 1.2 },
  'large-file': { ...largeFile, ratioOf: 'time', limit: 2 },
  'warm-resolve': { ...warmResolve, ratioOf: 'speed', limit: 0.3 },
  'visible-write': {
    ...visibleWrite,
    atMost: { 'milliseconds until a write is visible, median': 50 },
  },
  'cached-token': { ...cachedToken, ratioOf: 'time', limit: 3 },
  'cached-token-beside-undici-oidc': { ...cachedTokenBeside(undiciOidcInterceptor), ...sooner },
  'cached-token-beside-azure': { ...cachedTokenBeside(azureIdentity), ...sooner },
  'cached-token-beside-msal': { ...cachedTokenBeside(msalNode), ...sooner },
  'cached-token-beside-google': { ...cachedTokenBeside(googleAuthLibrary), ...sooner },
  'cached-token-beside-badgateway': { ...cachedTokenBeside(badgateway), ...sooner },
  'ca-file-valid-token': { ...callsWithCaFile('a valid token'), ...littleMore },
  'ca-file-held-refusal-with-token': {
    ...callsWithCaFile('a refusal that is held, and a valid token'),
    ...littleMore,
  },
  'ca-file-held-refusal-without-token': {
    ...callsWithCaFile('a refusal that is held, and no token'),
    ...littleMore,
  },
  'revoked-token': { ...revokedToken, atMost: { 'token requests': 1, 'failed calls': 0 } },
  'day-of-300-second-tokens': dayOf(300),
  'day-of-60-second-tokens': dayOf(60),
  'day-of-30-second-tokens': dayOf(30),
  'hanging-day-of-300-second-tokens': hangingDayOf(300, 532),
  'hanging-day-of-60-second-tokens': hangingDayOf(60, 600),
  'hanging-day-of-30-second-tokens': hangingDayOf(30, 600),
  // Without jitter the early window starts 774 s before the end of the token, and so 600 s at least.
  'hanging-day-of-two-hour-tokens': hangingDayOf(7200, 0, 0),
  'waiting-callers': {
    ...waitingCallers,
    atMost: { 'bytes of heap a caller': 1024, 'token requests': 1, 'callers without the token': 0 },
  },
  'import-token-manager': { ...importTokenManager, ratioOf: 'time', limit: 1.2 },
  'token-manager-weight': {
    ...tokenManagerWeight,
    atMost: { 'runtime dependencies beside undici': 3 },
  },
  'kagenti-calls': { ...kagentiCalls, ratioOf: 'speed', limit: 0.85 },
  'kagenti-calls-validated': { ...kagentiCallsValidated, ratioOf: 'speed', limit: 0.75 },
  'kagenti-calls-large': { ...kagentiLargeAnswers, ratioOf: 'speed', limit: 0.75 },
  'kagenti-calls-beside-fetch': { ...kagentiCallsBesideFetch, ratioOf: 'speed', limit: 1.3 },
  'kagenti-calls-latency': { ...kagentiLatency, ratioOf: 'time', limit: 1.3 },
  'kagenti-streams': { ...kagentiStreams, ratioOf: 'speed', limit: 0.85 },
  'kagenti-open-streams': {
    ...kagentiOpenStreams,
    atMost: { 'MiB that the heap grew by': 4, 'connections of streams that were left': 0 },
  },
  'import-kagenti-client': { ...importKagentiClient, ratioOf: 'time', limit: 1.2 },
  'shared-token': { ...sharedToken, atMost: { 'token requests a renewal': 1, 'failed calls': 0 } },
} satisfies Record<string, Benchmark>;
