import { randomUUID } from 'node:crypto';
import { KagentiError, type KagentiErrorCode } from '../errors/kagenti-error.ts';
import { describeCause } from '../errors/printing.ts';
import { errorTypeOf } from '../observability/call-outcome.ts';
import type { Diagnostics } from '../observability/diagnostics.ts';
import type { CallScope } from '../sending/call-scope.ts';
import type { CalledName, RequestMethod } from '../sending/called-operation.ts';
import type { ServiceCaller, UserCaller } from './caller.ts';

/** How a call went. `started` is said only of one that changes something. */
export type AuditOutcome = 'denied' | 'started' | 'succeeded' | 'failed';

/** One line of the audit log. Never holds a message, a body, a token or a session id. */
export interface AuditEvent {
  /** The same in all events of a call, and of no other: a random UUID. */
  readonly callId: string;
  /** Operation that was called; `request` for a path that the contract does not have. */
  readonly operation: CalledName;
  /** Whom it was called for, without credentials. */
  readonly caller: Omit<UserCaller, 'credentials'> | ServiceCaller;
  /** Namespace that it touches; `*` for every one at once. */
  readonly namespace?: string | undefined;
  /** Agent, tool or skill that it touches; a skill by its resource name. */
  readonly name?: string | undefined;
  /** Method of a path that the contract does not have. */
  readonly method?: RequestMethod | undefined;
  /** That path, encoded and without its query. */
  readonly path?: string | undefined;
  /** Id that the call was given to be found by; missing without one. */
  readonly correlationId?: string | undefined;
  /** What allowed it: the permission, or what the hook names instead; missing while nothing did. */
  readonly allowedBy?: string | undefined;
  /** How it went. */
  readonly outcome: AuditOutcome;
  /** Kind of failure of a call that was denied or failed; `_OTHER` for what is no KagentiError. */
  readonly errorType?: KagentiErrorCode | '_OTHER' | undefined;
  /** Last HTTP status; missing when there was none. */
  readonly status?: number | undefined;
  /** Request id of the last attempt; missing when nothing was sent. */
  readonly requestId?: string | undefined;
  /** From the call's start, in milliseconds; missing in `started`. */
  readonly durationMs?: number | undefined;
}

/** Takes audit events. For a call that changes something, an error at `started` stops the call. */
export type AuditSink = (event: AuditEvent) => void | Promise<void>;

/** What a call is about. */
export type AuditSubject = Omit<
  AuditEvent,
  'callId' | 'allowedBy' | 'outcome' | 'errorType' | 'status' | 'requestId' | 'durationMs'
>;

/** Where events go. */
export interface AuditLog {
  /** Takes them. */
  readonly sink: AuditSink;
  /** Where the loss of one is said. */
  readonly diagnostics: Diagnostics;
  /** Keeps those that are on their way. */
  readonly writes: AuditWrites;
}

/** Writes the audit events of one call. */
export class AuditTrail {
  readonly #log: AuditLog;
  #subject: AuditSubject & Pick<AuditEvent, 'callId' | 'allowedBy'>;
  readonly #startedAt = performance.now();

  /**
   * @param log - Where events go.
   * @param subject - What the call is about.
   */
  constructor(log: AuditLog, subject: AuditSubject) {
    this.#log = log;
    this.#subject = { callId: randomUUID(), ...subject };
  }

  /** From here on events name what allowed the call; undefined where nobody was asked. */
  allow(allowedBy: string | undefined): void {
    if (allowedBy !== undefined) this.#subject = { ...this.#subject, allowedBy };
  }

  /** Announces a change; when the sink refuses, the call must not be made. */
  async started(scope: CallScope): Promise<void> {
    try {
      await scope.race(() => this.#send({ ...this.#subject, outcome: 'started' }));
    } catch (error) {
      scope.check();
      throw new KagentiError(
        `Kagenti ${this.#subject.operation} was not sent: the audit sink failed, and a change without an audit event is not made (see cause).`,
        { code: 'audit', operation: this.#subject.operation, cause: error },
      );
    }
  }

  /** Says how the call went, and of what kind its error was. A sink that fails now changes nothing about it. */
  conclude(outcome: Exclude<AuditOutcome, 'started'>, scope: CallScope, error: unknown): void {
    const last = scope.attempts.at(-1);
    const event: AuditEvent = {
      ...this.#subject,
      outcome,
      ...(outcome === 'succeeded' ? {} : { errorType: errorTypeOf(error) }),
      ...(last === undefined ? {} : { requestId: last.requestId }),
      ...(last?.status === undefined ? {} : { status: last.status }),
      durationMs: performance.now() - this.#startedAt,
    };
    // Not awaited: a slow sink does not hold a finished call back.
    this.#send(event).catch((loss: unknown) => {
      const { operation } = event;
      const cause = describeCause(loss) ?? 'unknown';
      const line = 'An audit event of a Kagenti call was lost: the sink failed.';
      this.#log.diagnostics.warn(line, { operation, outcome, cause });
    });
  }

  /** Kept until it is written, also where the call no longer waits for it. */
  #send(event: AuditEvent): Promise<void> {
    const { sink, writes } = this.#log;
    const write = (async () => sink(event))();
    writes.add(write);
    return write;
  }
}

/** How long a client that closes waits for its audit sink, in milliseconds. */
const longestWaitMs = 5_000;

/**
 * What is on its way to the audit sink. A call does not wait for the event of its own end, so the client
 * does, when it closes: a process that ends right after would lose it.
 */
export class AuditWrites {
  readonly #pending = new Set<Promise<void>>();

  /** Keeps a write until it is over. */
  add(write: Promise<void>): void {
    const forget = (): void => {
      this.#pending.delete(write);
    };
    this.#pending.add(write);
    write.then(forget, forget);
  }

  /** Waits for all, those that are added meanwhile too, and no longer than 5 s: a sink may hang. */
  async settled(): Promise<void> {
    if (this.#pending.size === 0) return;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>(resolve => {
      timer = setTimeout(resolve, longestWaitMs);
    });
    await Promise.race([late, this.#allOver()]);
    clearTimeout(timer);
  }

  async #allOver(): Promise<void> {
    while (this.#pending.size > 0) await Promise.allSettled(this.#pending);
  }
}
