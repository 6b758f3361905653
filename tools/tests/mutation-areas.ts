const configTools = 'packages/config-tools/src';
const runtimeConfig = 'packages/runtime-config/src';
const tokenManager = 'packages/token-manager/src';
const kagentiClient = 'packages/kagenti-client/src';

/** Rules that must not break unnoticed. */
export interface MutationArea {
  /** The files in which faults are planted. Tests and what only they need are left out. */
  readonly files: readonly string[];
  /** The tests that can notice them. */
  readonly tests: readonly string[];
  /** How many of them must be noticed, in percent. */
  readonly floor: number;
}

const toolsTests = [`${configTools}/{load,check,migrate,compat}/**/*.test.ts`];

/** The areas, by the name that each is chosen with. */
export const mutationAreas = {
  /** How app-config files are read, substituted and merged. */
  load: { files: [`${configTools}/load/**/*.ts`], tests: toolsTests, floor: 85 },
  /** How a file is brought to the next version. */
  migrate: { files: [`${configTools}/migrate/**/*.ts`], tests: toolsTests, floor: 85 },
  /** Which change of a field breaks a user. */
  compat: { files: [`${configTools}/compat/**/*.ts`], tests: toolsTests, floor: 85 },
  /** How stored overrides are brought to the next version. */
  reconcile: {
    files: [
      `${runtimeConfig}/{reconcile,reconcile-row,migration-chain,stored-value,stored-version,stored-overrides}.ts`,
    ],
    tests: [`${runtimeConfig}/**/*.test.ts`],
    floor: 85,
  },
  /** When a token is renewed, what a refusal of it costs, and what a failure leads to. */
  tokens: {
    files: [`${tokenManager}/renewal/**/*.ts`, `${tokenManager}/keycloak-token-manager.ts`],
    tests: ['packages/token-manager/{src,test}/**/*.test.ts'],
    floor: 90,
  },
  /** How replicas share a token, what each believes of the others', and that a store which fails costs no more. */
  store: {
    files: [`${tokenManager}/store/**/*.ts`],
    tests: [`${tokenManager}/store/**/*.test.ts`],
    floor: 90,
  },
  /** Which requests get a token, and what becomes of one whose token is refused. */
  interceptor: {
    files: [`${tokenManager}/interceptor/**/*.ts`],
    tests: [`${tokenManager}/interceptor/**/*.test.ts`],
    floor: 90,
  },
  /** What a chat reply becomes, how it ends, who may go on with it, and what a browser gets of it. */
  streams: {
    files: [`${kagentiClient}/chat/**/*.ts`],
    tests: [
      `${kagentiClient}/{chat,api/chat}/**/*.test.ts`,
      `${kagentiClient}/sending/{abort,timeouts}.test.ts`,
      // What audit log, spans, metrics and log hear of how a reply ended.
      `${kagentiClient}/access/audit.test.ts`,
      `${kagentiClient}/observability/{client-telemetry,client-metrics,diagnostics}.test.ts`,
    ],
    floor: 90,
  },
  /** When a call is sent again, after what wait, and within which budget. */
  retries: {
    files: [
      `${kagentiClient}/sending/{exchange,retry-rule,retry-budget,unauthorized-rule,connection-failure}.ts`,
      `${kagentiClient}/errors/tls-failure.ts`,
      'packages/internal/src/{retry-after,tls-failure}.ts',
    ],
    tests: [
      `${kagentiClient}/sending/{exchange-*,retry-*,connection-failure,handshake,http2,proxy}.test.ts`,
      `${kagentiClient}/observability/diagnostics.test.ts`,
      `packages/kagenti-client/test/schedules/schedules.test.ts`,
      'packages/internal/src/{retry-after,tls-failure}.test.ts',
    ],
    floor: 90,
  },
  /** Whom a call is made for, whether that one may, and what the audit log hears of it. */
  access: {
    files: [`${kagentiClient}/access/**/*.ts`],
    tests: [`${kagentiClient}/access/**/*.test.ts`, `${kagentiClient}/sending/abort.test.ts`],
    floor: 90,
  },
  /** Who may go on with a chat session. */
  sessions: {
    files: [`${kagentiClient}/sessions/{session-binding,bound-value,session-rule}.ts`],
    tests: [
      `${kagentiClient}/sessions/{session-binding,bound-value}.test.ts`,
      `${kagentiClient}/requests/known-path.test.ts`,
    ],
    floor: 90,
  },
} satisfies Record<string, MutationArea>;

/** The name of an area. */
export type MutationAreaName = keyof typeof mutationAreas;

/** Whether there is an area of that name. */
export function isMutationArea(name: string): name is MutationAreaName {
  return Object.hasOwn(mutationAreas, name);
}
