import type { TrustedIdentityProvider } from './authentication/authenticator.ts';
import type { IntrospectionClient } from './authentication/introspection-check.ts';
import type { ChatTimes } from './chat/chat-desk.ts';
import type { KagentiFeatures } from './features.ts';
import type { KagentiRelease } from './platform.ts';
import type { WorkloadSeed } from './seeds.ts';
import type { BuildProgress } from './shipwright/build-progress.ts';

/** How a backend is to be. */
export interface KagentiBackendOptions {
  /** Whose tokens it takes; `startIdentityProvider` and `startKeycloak` give one. */
  readonly identityProvider: TrustedIdentityProvider;
  /**
   * How it checks a token: by signature and expiry alone, as the real backend does (the default), or
   * by introspection on each request as well, so that a revoked token is noticed at once.
   */
  readonly tokenCheck?: 'signature' | 'introspection';
  /** Needed with `tokenCheck: 'introspection'`. */
  readonly introspectionClient?: IntrospectionClient;
  /** The namespaces in which Kagenti is enabled; `team1` and `team2` by default. */
  readonly namespaces?: readonly string[];
  /** The agents at the start; one `weather-agent` in the first namespace by default. */
  readonly agents?: readonly WorkloadSeed[];
  /** The tools at the start; one `weather-tool` in the first namespace by default. */
  readonly tools?: readonly WorkloadSeed[];
  /**
   * Which Kagenti it is, by the date of its source; the newest by default. The backend of 2026-07-23 has no
   * contexts, no dreams and no `agents.identity.replaceConfig`, drops the newer fields of a request, and can
   * finalize the build of an agent, which the newest cannot.
   */
  readonly release?: KagentiRelease;
  /** Its feature flags; each is on unless it is said to be off. */
  readonly features?: Partial<KagentiFeatures>;
  /** How BuildRuns move; only when the test moves them (`kubernetes.buildRun`) by default. */
  readonly builds?: {
    /** Moves each BuildRun from Pending over Running to Succeeded, by time or by polls. */
    readonly autoProgress?: BuildProgress;
  };
  /** How simulated tools get on; only when the test moves them (`simulation.tool`) by default. */
  readonly simulation?: {
    /**
     * Lets the harness generate a tool, and come back after a start, by time or by polls of its
     * generation status: one step each.
     */
    readonly autoProgress?: BuildProgress;
  };
  /** How long the chat takes: by default 30 ms between events, and 60 s and 120 s of patience. */
  readonly chat?: Partial<ChatTimes>;
  /** The port on 127.0.0.1; a free one by default. */
  readonly port?: number;
}
