import type { Dispatcher } from 'undici';
import type { AuditSink } from './access/audit.ts';
import type { Authorize } from './access/permission.ts';
import { type SessionAgent, SessionBinding } from './chat/session-binding.ts';
import { KagentiError } from './errors/kagenti-error.ts';
import type { BaseUrl } from './options/base-url.ts';
import { checkOptions } from './options/check-options.ts';
import type { KagentiClientOptions, RetryOptions, Validation } from './options/client-options.ts';
import type { KagentiLogger } from './options/logger.ts';
import {
  resolveBaseUrl,
  resolveDefaultAgent,
  resolveDispatcher,
  resolveRetry,
  resolveSessionKey,
  resolveTimeouts,
} from './options/resolve-options.ts';
import type { CallScope } from './sending/call-scope.ts';
import { RetryBudget } from './sending/retry-budget.ts';
import type { Timeouts } from './sending/timeouts.ts';
import type { TokenSources } from './sending/token-source.ts';
import { systemClock, type WaitClock } from './waiting/wait-clock.ts';

/** What all callers of a client share. */
export class ClientCore {
  readonly baseUrl: BaseUrl;
  readonly tokens: TokenSources;
  readonly authorize: Authorize | undefined;
  readonly audit: AuditSink | undefined;
  readonly sessions: SessionBinding;
  readonly namespaces: ReadonlySet<string> | undefined;
  readonly defaultAgent: SessionAgent | undefined;
  readonly dispatcher: Dispatcher;
  readonly timeouts: Timeouts;
  readonly retry: Required<RetryOptions>;
  readonly budget: RetryBudget;
  readonly validation: Validation;
  readonly onDrift: KagentiClientOptions['onDrift'] | undefined;
  readonly logger: KagentiLogger | undefined;
  readonly clock: WaitClock;
  readonly #inFlight = new Set<CallScope>();
  readonly #ownDispatcher: Dispatcher | undefined;
  #closed = false;

  /**
   * @param options - Checked here; an error names the option.
   * @param clock - Time between the looks of a wait; a test's own.
   */
  constructor(options: KagentiClientOptions, clock: WaitClock = systemClock) {
    checkOptions(options);
    this.clock = clock;
    this.baseUrl = resolveBaseUrl(options);
    this.tokens = options.tokens;
    this.authorize = options.authorize;
    this.audit = options.audit;
    this.namespaces = options.namespaces && new Set(options.namespaces);
    this.defaultAgent = resolveDefaultAgent(options.defaultAgent);
    this.timeouts = resolveTimeouts(options.timeouts);
    this.retry = resolveRetry(options.retry);
    this.budget = new RetryBudget(this.retry.budget);
    this.validation = options.validation ?? 'report';
    this.onDrift = options.onDrift;
    this.logger = options.logger;
    const { dispatcher, owned } = resolveDispatcher(options, this.timeouts);
    this.dispatcher = dispatcher;
    this.#ownDispatcher = owned ? dispatcher : undefined;
    this.sessions = new SessionBinding(resolveSessionKey(options));
  }

  /** Keeps a call, so that closing ends it; refuses it when the client is closed. */
  enter(scope: CallScope, operation: KagentiError['operation']): void {
    if (this.#closed) {
      throw new KagentiError(
        'The Kagenti client is closed: make another, or close it after its last call.',
        { code: 'closed', operation },
      );
    }
    this.#inFlight.add(scope);
  }

  /** The call is over. */
  leave(scope: CallScope): void {
    this.#inFlight.delete(scope);
    scope.dispose();
  }

  /** Ends what is in flight, then frees what is ours. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const scope of this.#inFlight) scope.close();
    await this.#ownDispatcher?.destroy();
  }
}
