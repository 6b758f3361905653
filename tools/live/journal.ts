import type { Drift } from '@rhdh-boost/kagenti-client';
import { type OperationName, operations } from '@rhdh-boost/kagenti-contract';
import { groupOf } from './groups.ts';
import { type Outcome, type OutcomeKind, severity } from './outcome.ts';

/** What is told of an operation. */
export interface Row {
  readonly operation: OperationName;
  /** HTTP status; null when nothing was answered. */
  readonly status: number | null;
  /** How long it took, in milliseconds; null when nothing was sent. */
  readonly ms: number | null;
  /** Places in the answer that differ from the contract, with a code; never a value. */
  readonly drift: readonly string[];
  readonly outcome: OutcomeKind;
  /** What there is to say of the outcome. */
  readonly detail?: string;
}

/** One call of an operation, or the reason why there was none. */
export interface Entry extends Outcome {
  readonly status: number | null;
  readonly ms: number | null;
}

/** What was found out, operation by operation. */
export class Journal {
  readonly #entries = new Map<OperationName, Entry>();
  readonly #drift = new Map<string, Set<string>>();

  /** Notes a call. Of several of one operation that which went worst is told. */
  note(operation: OperationName, entry: Entry): void {
    const before = this.#entries.get(operation);
    if (before === undefined || severity[entry.kind] > severity[before.kind]) {
      this.#entries.set(operation, entry);
    }
  }

  /** Notes a difference between an answer and the contract. The items of a list count as one place. */
  noteDrift({ operation, path, code }: Drift): void {
    const places = this.#drift.get(operation) ?? new Set();
    const place = path.replaceAll(/(?<=^|\.)\d+(?=\.|$)/g, '*');
    this.#drift.set(operation, places.add(`${place === '' ? 'answer' : place} ${code}`));
  }

  /** How an operation went so far. */
  kindOf(operation: OperationName): OutcomeKind | undefined {
    return this.#entries.get(operation)?.kind;
  }

  /** Notes that a group could not be walked to its end: what was not reached failed, at least one of it. */
  breakOff(group: string, detail: string): void {
    const names = operations
      .map(({ operation }) => operation)
      .filter(operation => groupOf(operation) === group);
    const unreached = names.filter(operation => !this.#entries.has(operation));
    for (const operation of unreached.length > 0 ? unreached : names.slice(-1)) {
      this.note(operation, { kind: 'failed', detail, status: null, ms: null });
    }
  }

  /** A row for each operation of some groups, in the contract's order. */
  rows(groups: readonly string[]): Row[] {
    return operations
      .filter(({ operation }) => groups.includes(groupOf(operation)))
      .map(({ operation }) => this.#row(operation));
  }

  #row(operation: OperationName): Row {
    const { kind, status, ms, detail } = this.#entries.get(operation) ?? notReached;
    const drift = [...(this.#drift.get(operation) ?? [])];
    return {
      operation,
      status,
      ms,
      drift,
      outcome: kind === 'ok' && drift.length > 0 ? 'drift' : kind,
      ...(detail === undefined ? {} : { detail }),
    };
  }
}

const notReached: Entry = {
  kind: 'notTried',
  detail: 'the walk ended before it',
  status: null,
  ms: null,
};
