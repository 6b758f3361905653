import {
  type BoundKagentiClient,
  type CallOptions,
  KagentiHttpError,
} from '@rhdh-boost/kagenti-client';
import { type OperationName, operationByName } from '@rhdh-boost/kagenti-contract';
import type { LiveArguments } from './arguments.ts';
import type { CleanUp, Resource } from './clean-up.ts';
import type { Entry, Journal } from './journal.ts';
import { mayHaveRun } from './may-have-run.ts';
import { type Expectations, judgeFailure, type OutcomeKind, outcomeText } from './outcome.ts';
import type { Unsure } from './unsure.ts';

/** A call whose answer comes with its status: any of the client's. */
export interface AnsweredCall<T> {
  withResponse(): Promise<{ readonly data: T; readonly status: number }>;
}

/** How a call went, and its data where it succeeded. */
export interface Called<T> {
  readonly kind: OutcomeKind;
  readonly data?: T;
}

/** What became of the making of a resource. */
export interface Making {
  /** Operation that was to make it. */
  readonly by: OperationName;
  /** `refused`: for want of a role or a feature, or not tried. */
  readonly kind: 'made' | 'refused' | 'failed';
}

/** What is known before a call. */
export interface Situation extends Expectations {
  /** The resource that it is about: where its making failed, the call says nothing. */
  readonly of?: Making;
  /** What it may bring forth: it is not cut short, for the server would go on without us, and after the removal. */
  readonly makes?: Resource;
}

/** What a walk is made of. */
export interface WalkParts {
  readonly api: BoundKagentiClient;
  readonly journal: Journal;
  readonly cleanUp: CleanUp;
  readonly wish: LiveArguments;
  /** Where its resources are made. */
  readonly namespace: string;
  /** What their names begin with. */
  readonly prefix: string;
  /** Ends the walk. */
  readonly signal: AbortSignal;
  /** Ends also what is not cut short otherwise. */
  readonly hurry: AbortSignal;
  /** Takes a line of progress. */
  readonly progress: (line: string) => void;
}

/** Calls operations one after the other, and notes how each went. */
export class Walk {
  readonly api: BoundKagentiClient;
  readonly wish: LiveArguments;
  readonly namespace: string;
  readonly prefix: string;
  readonly signal: AbortSignal;
  readonly #parts: WalkParts;

  constructor(parts: WalkParts) {
    this.api = parts.api;
    this.wish = parts.wish;
    this.namespace = parts.namespace;
    this.prefix = parts.prefix;
    this.signal = parts.signal;
    this.#parts = parts;
  }

  /** A place of the walk's own: `{ namespace, name }`. */
  own(suffix: string): { readonly namespace: string; readonly name: string } {
    return { namespace: this.namespace, name: `${this.prefix}-${suffix}` };
  }

  /** Calls an operation, and notes how it went. */
  call<T>(
    operation: OperationName,
    start: (options: CallOptions) => AnsweredCall<T>,
    situation?: Situation,
  ): Promise<Called<Unsure<T>>>;
  async call(
    operation: OperationName,
    start: (options: CallOptions) => AnsweredCall<unknown>,
    { of, makes, ...expectations }: Situation = {},
  ): Promise<Called<unknown>> {
    if (this.wish.readOnly && mayChange(operation)) {
      this.skip(operation, 'it may change something (--read-only)');
      return { kind: 'notTried' };
    }
    if (of?.kind === 'failed') {
      this.skip(operation, `${of.by} failed`);
      return { kind: 'notTried' };
    }
    this.signal.throwIfAborted();
    const signal = makes === undefined ? this.signal : this.#parts.hurry;
    const startedAt = performance.now();
    const sinceStart = (): number => Math.round(performance.now() - startedAt);
    try {
      const { data, status } = await start({ signal }).withResponse();
      this.#note(operation, { kind: 'ok', status, ms: sinceStart() });
      return { kind: 'ok', data };
    } catch (error) {
      const outcome = judgeFailure(operation, error, expectations);
      // Of an expected status it is known what it made: nothing.
      if (makes !== undefined && outcome.kind !== 'ok' && mayHaveRun(error)) {
        this.#parts.cleanUp.doubt(makes);
      }
      signal.throwIfAborted();
      const status = error instanceof KagentiHttpError ? error.status : null;
      this.#note(operation, { ...outcome, status, ms: sinceStart() });
      return { kind: outcome.kind };
    }
  }

  /** Makes a resource, which is removed in the end. */
  async make(
    operation: OperationName,
    resource: Resource,
    start: (options: CallOptions) => AnsweredCall<unknown>,
    expectations?: Expectations,
  ): Promise<Making> {
    const { cleanUp } = this.#parts;
    cleanUp.add(resource);
    const { kind } = await this.call(operation, start, { ...expectations, makes: resource });
    if (kind === 'ok') return { by: operation, kind: 'made' };
    if (kind === 'failed') return { by: operation, kind: 'failed' };
    cleanUp.drop(resource);
    return { by: operation, kind: 'refused' };
  }

  /** Removes a resource by its own operation; what then fails is tried again in the end. */
  async remove(
    operation: OperationName,
    resource: Resource,
    start: (options: CallOptions) => AnsweredCall<unknown>,
    of: Making,
  ): Promise<void> {
    const { kind } = await this.call(operation, start, { of });
    if (kind === 'ok') this.#parts.cleanUp.drop(resource);
  }

  /** Does what comes before an operation; when that fails, the operation has. */
  async before(operation: OperationName, work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      this.signal.throwIfAborted();
      this.#note(operation, { ...judgeFailure(operation, error), status: null, ms: null });
      return false;
    }
  }

  /** Says why an operation is not called. */
  skip(operation: OperationName, why: string): void {
    this.#note(operation, { kind: 'notTried', detail: why, status: null, ms: null });
  }

  /** Says something on the way. */
  tell(line: string): void {
    this.#parts.progress(line);
  }

  #note(operation: OperationName, entry: Entry): void {
    this.#parts.journal.note(operation, entry);
    this.tell(`${operation} ${outcomeText(entry)}`);
  }
}

/** Whether a request may leave something changed: any but a GET may, and a GET of which the table says so. */
function mayChange(operation: OperationName): boolean {
  const row = operationByName(operation);
  return row.method !== 'GET' || row.changes;
}
