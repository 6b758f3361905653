import type { ServerResponse } from 'node:http';
import type { TokenManagerHealth } from '@rhdh-boost/token-manager';
import type { TokenManagerService } from '@rhdh-boost/token-manager/backstage';
import { KagentiHttpError } from '../errors/http-error.ts';
import { KagentiError } from '../errors/kagenti-error.ts';
import type { KagentiClient } from '../kagenti-client.ts';
import { checkNames, optionGroup } from '../options/check-names.ts';
import { checkNumber, maximumMs } from '../options/check-number.ts';

/** What {@link kagentiHealth} reports about. */
export interface KagentiHealthOptions {
  /** The plugin's client: the service of `kagentiClientServiceRef`. */
  readonly kagenti: Pick<KagentiClient, 'asService'>;
  /** The plugin's token manager: the service of `tokenManagerServiceRef`. */
  readonly tokens: Pick<TokenManagerService, 'health'>;
  /** How long the result of a probe is used, in milliseconds. Default: 10 000. */
  readonly cacheMs?: number;
  /** How long Kagenti may take to answer the probe, in milliseconds. Default: 5 000. */
  readonly timeoutMs?: number;
}

/** `degraded`: calls work, and something that makes them reliable does not. */
export type HealthState = 'ok' | 'degraded' | 'failing';

/** The state of a part. */
export interface HealthPart {
  /** How it is. */
  readonly status: HealthState;
  /** `code` of the KagentiError or TokenError that it failed with last; missing when it did not fail. */
  readonly code?: string;
  /** Renewals, or calls of the store, that failed one after another; missing for Kagenti. */
  readonly failures?: number;
}

/** What the route answers as JSON: codes and numbers, no secret, address or text of a server. */
export interface KagentiHealthReport {
  /** The worst of the parts; `failing` when calls of Kagenti cannot succeed. */
  readonly status: HealthState;
  /** Kagenti, as the last probe found it. */
  readonly kagenti: HealthPart & {
    /** When it was probed, as ISO 8601. */
    readonly checkedAt: string;
    /** HTTP status of a probe that was answered with an error. */
    readonly httpStatus?: number;
  };
  /** The renewals of the service account's token, and the token in hand. */
  readonly tokens: HealthPart & Pick<TokenManagerHealth, 'state' | 'secondsLeft'>;
  /** The store that replicas share tokens through; missing without one. */
  readonly store?: HealthPart;
}

/** The health of a plugin's connection to Kagenti, for its own endpoint. */
export interface KagentiHealth {
  /** The state of now; Kagenti's is at most `cacheMs` old. Never rejects. */
  report(): Promise<KagentiHealthReport>;
  /** Handler for Express or `node:http`: 503 with the report when it is `failing`, 200 otherwise. */
  readonly route: (request: unknown, response: ServerResponse) => void;
}

const optionNames = {
  kagenti: true,
  tokens: true,
  cacheMs: true,
  timeoutMs: true,
} satisfies Record<keyof KagentiHealthOptions, true>;

/**
 * Makes a health route of a plugin: `router.get('/health/kagenti', kagentiHealth({ kagenti, tokens }).route)`.
 * All who ask within `cacheMs`, or at the same time, share one probe, `GET /ready` without a token; the state
 * of tokens and store is what the token manager knows. The probe is audited as `health.ready`.
 *
 * It is for alerts. Backstage's readiness (`coreServices.rootHealth`) does not know it, and no readiness or
 * liveness probe should call it: a restart of the portal does not repair Kagenti.
 *
 * @throws KagentiError `invalid_options` for an unknown option or a time that cannot be used.
 */
export function kagentiHealth(options: KagentiHealthOptions): KagentiHealth {
  checkNames(optionGroup(options, optionNames, 'what kagentiHealth is given'), optionNames);
  const { kagenti, tokens, cacheMs = 10_000, timeoutMs = 5_000 } = options;
  checkNumber('cacheMs', cacheMs, 1, maximumMs);
  checkNumber('timeoutMs', timeoutMs, 1, maximumMs);
  const { health } = kagenti.asService('health probe');
  let probed: ReturnType<typeof probe>;
  let expiresAt = 0;

  const probe = async (): Promise<KagentiHealthReport['kagenti']> => {
    const failure = await health.ready({}, { timeoutMs, maxRetries: 0 }).then(noFailure, failureOf);
    expiresAt = performance.now() + cacheMs;
    return { ...failure, checkedAt: new Date().toISOString() };
  };

  const report = async (): Promise<KagentiHealthReport> => {
    if (performance.now() >= expiresAt) {
      expiresAt = Infinity;
      probed = probe();
    }
    const parts = { kagenti: await probed, ...tokenParts(tokens.health()) };
    const states = new Set(Object.values(parts).map(({ status }) => status));
    const status = (['failing', 'degraded'] as const).find(state => states.has(state)) ?? 'ok';
    return { status, ...parts };
  };

  return {
    report,
    route: (_request, response) => {
      const answer = (body: KagentiHealthReport): void => {
        response.writeHead(body.status === 'failing' ? 503 : 200, {
          'content-type': 'application/json',
          'cache-control': 'no-store',
        });
        response.end(JSON.stringify(body));
      };
      report()
        .then(answer)
        .catch(() => response.destroy());
    },
  };
}

type Probe = Omit<KagentiHealthReport['kagenti'], 'checkedAt'>;

const noFailure = (): Probe => ({ status: 'ok' });

function failureOf(error: unknown): Probe {
  const code = KagentiError.isInstance(error) ? error.code : '_OTHER';
  const httpStatus = KagentiHttpError.isInstance(error) ? { httpStatus: error.status } : {};
  return { status: 'failing', code, ...httpStatus };
}

function tokenParts(health: TokenManagerHealth): Pick<KagentiHealthReport, 'tokens' | 'store'> {
  const { state, secondsLeft, consecutiveFailures: failures, lastError, storeFailures } = health;
  const isUsable = state === 'fresh' || state === 'early' || state === 'buffer';
  const isFailing = state === 'closed' || (failures > 0 && !isUsable);
  const status = isFailing ? 'failing' : degradedBy(failures);
  const code = lastError && { code: lastError.code };
  return {
    tokens: { status, state, secondsLeft, failures, ...code },
    ...(storeFailures !== undefined && {
      store: { status: degradedBy(storeFailures), failures: storeFailures },
    }),
  };
}

function degradedBy(failures: number): HealthState {
  return failures > 0 ? 'degraded' : 'ok';
}
