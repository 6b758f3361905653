import { checkFault } from './check-fault.ts';
import type { Fault } from './fault.ts';

/** The faults that a server is to show, in their order. */
export interface FaultScript {
  /**
   * Queues a fault for the next request, or the next `times` requests.
   *
   * @param options.times How many requests meet it: a positive integer, 1 by default.
   * @param options.operation Only requests of this operation meet it ('agents.list', say).
   * @throws RangeError when `times` is no positive integer; TypeError for what is no fault, and for an
   *   operation that the server does not have.
   */
  next(fault: Fault, options?: { times?: number; operation?: string }): void;
  /**
   * Sets the fault that every request meets for which none is queued, until {@link clear}.
   * A later call for the same operation replaces it.
   *
   * @param options.operation Only requests of this operation meet it; it goes before the general one.
   */
  always(fault: Fault, options?: { operation?: string }): void;
  /** Forgets every fault, queued or lasting; a request that already met one is not freed. */
  clear(): void;
  /** How many queued faults no request has met yet. */
  readonly pending: number;
}

/** The script as a server uses it: {@link take} says what the request at hand meets. */
export class FaultQueue implements FaultScript {
  #queued: { fault: Fault; operation: string | undefined }[] = [];
  readonly #lasting = new Map<string | undefined, Fault>();
  readonly #checkOperation: (operation: string | undefined) => void;

  /** @param checkOperation Throws for an operation that the server does not have. */
  constructor(checkOperation: (operation: string | undefined) => void = () => undefined) {
    this.#checkOperation = checkOperation;
  }

  next(fault: Fault, { times = 1, operation }: { times?: number; operation?: string } = {}): void {
    checkFault(fault);
    this.#checkOperation(operation);
    if (!Number.isInteger(times) || times < 1) {
      throw new RangeError(`A fault's times must be a positive integer, not ${times}`);
    }
    for (let time = 0; time < times; time += 1) {
      this.#queued.push({ fault, operation });
    }
  }

  always(fault: Fault, { operation }: { operation?: string } = {}): void {
    checkFault(fault);
    this.#checkOperation(operation);
    this.#lasting.set(operation, fault);
  }

  clear(): void {
    this.#queued = [];
    this.#lasting.clear();
  }

  get pending(): number {
    return this.#queued.length;
  }

  /** Takes the fault that a request meets out of the script, if there is one. */
  take(operation?: string): Fault | undefined {
    const index = this.#queued.findIndex(
      queued => queued.operation === undefined || queued.operation === operation,
    );
    if (index >= 0) {
      return this.#queued.splice(index, 1)[0]?.fault;
    }
    return this.#lasting.get(operation) ?? this.#lasting.get(undefined);
  }
}
