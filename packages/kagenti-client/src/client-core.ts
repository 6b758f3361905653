import { type AuditSink, AuditWrites } from './access/audit.ts';
import type { Authorize } from './access/permission.ts';
import { KagentiError } from './errors/kagenti-error.ts';
import { ClientTelemetry } from './observability/client-telemetry.ts';
import { Diagnostics } from './observability/diagnostics.ts';
import type { DescriptorData } from './operations/operation-descriptor.ts';
import { type BaseUrl, parseBaseUrl } from './options/base-url.ts';
import { resolveAllowedHeaders } from './options/call-headers.ts';
import { checkOptions } from './options/check-options.ts';
import type { KagentiClientOptions, RetryOptions, Validation } from './options/client-options.ts';
import { type Connections, resolveConnections } from './options/connections.ts';
import { resolveDefaultAgent } from './options/default-agent.ts';
import { resolveRetry } from './options/resolve-retry.ts';
import { resolveSessionKeys } from './options/session-key.ts';
import { checkTimeouts, defaultTimeouts, type Timeouts } from './options/timeouts.ts';
import type { TokenSources } from './options/token-source.ts';
import { AgentRefreshes } from './sending/agent-refreshes.ts';
import type { CallScope } from './sending/call-scope.ts';
import { RetryBudgets } from './sending/retry-budget.ts';
import { TokenRedactor } from './sending/token-redactor.ts';
import { type SessionAgent, SessionBinding } from './sessions/session-binding.ts';
import { systemClock, type WaitClock } from './waiting/wait-clock.ts';

/** What all callers of a client share. */
export class ClientCore {
  readonly baseUrl: BaseUrl;
  readonly tokens: TokenSources;
  /** Knows the tokens that calls were sent with. */
  readonly redactor = new TokenRedactor();
  readonly authorize: Authorize | undefined;
  readonly audit: AuditSink | undefined;
  readonly auditWrites = new AuditWrites();
  readonly sessions: SessionBinding;
  readonly namespaces: ReadonlySet<string> | undefined;
  readonly allowedHeaders: ReadonlySet<string>;
  readonly defaultAgent: SessionAgent | undefined;
  readonly connections: Connections;
  readonly timeouts: Timeouts;
  readonly retry: Required<RetryOptions>;
  readonly budgets: RetryBudgets;
  readonly agentRefreshes: AgentRefreshes;
  readonly validation: Validation;
  readonly onDrift: KagentiClientOptions['onDrift'] | undefined;
  readonly diagnostics: Diagnostics;
  readonly telemetry: ClientTelemetry;
  readonly clock: WaitClock;
  readonly #givenTimeouts: Partial<Timeouts>;
  readonly #inFlight = new Set<CallScope>();
  /** Are told once that no call is in flight any more. */
  readonly #whenLeft: (() => void)[] = [];
  #closed = false;

  /**
   * @param options - Checked here; an error names the option.
   * @param clock - Time between the looks of a wait; a test's own.
   */
  constructor(options: KagentiClientOptions, clock: WaitClock = systemClock) {
    checkOptions(options);
    this.clock = clock;
    this.baseUrl = parseBaseUrl(options.baseUrl, options.allowInClusterHttp === true);
    this.tokens = options.tokens;
    this.authorize = options.authorize;
    this.audit = options.audit;
    this.namespaces = options.namespaces && new Set(options.namespaces);
    this.allowedHeaders = resolveAllowedHeaders(options.allowedHeaders);
    this.defaultAgent = resolveDefaultAgent(options.defaultAgent);
    this.#givenTimeouts = checkTimeouts(options.timeouts);
    this.timeouts = { ...defaultTimeouts, ...this.#givenTimeouts };
    this.retry = resolveRetry(options.retry);
    this.budgets = new RetryBudgets(this.retry.budget);
    this.agentRefreshes = new AgentRefreshes(() => clock.now());
    this.validation = options.validation ?? 'report';
    this.onDrift = options.onDrift;
    this.diagnostics = new Diagnostics(options.logger, this.redactor);
    this.telemetry = new ClientTelemetry(this.baseUrl, line => {
      this.diagnostics.info(line);
    });
    const { baseUrl, timeouts } = this;
    this.connections = resolveConnections(options, { baseUrl, connectMs: timeouts.connectMs });
    this.sessions = new SessionBinding(...resolveSessionKeys(options.sessions, this.diagnostics));
  }

  /** The timeouts of an operation: what the options say wins over its own defaults. */
  timeoutsOf({ defaultTimeouts: own }: Pick<DescriptorData, 'defaultTimeouts'>): Timeouts {
    // Almost no operation has any.
    return own === undefined
      ? this.timeouts
      : { ...defaultTimeouts, ...own, ...this.#givenTimeouts };
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
    if (this.#inFlight.size === 0) for (const tell of this.#whenLeft.splice(0)) tell();
  }

  /** Ends what is in flight, frees what is ours, and waits until the audit sink has it all. */
  async close(): Promise<void> {
    this.#closed = true;
    // A call that is ended writes its last event only then.
    if (this.#inFlight.size > 0) this.auditWrites.add(this.#allLeft());
    for (const scope of this.#inFlight) scope.close();
    const { dispatcher, owned } = this.connections;
    if (owned) await dispatcher.destroy();
    await this.auditWrites.settled();
  }

  #allLeft(): Promise<void> {
    return new Promise(resolve => {
      this.#whenLeft.push(resolve);
    });
  }
}
