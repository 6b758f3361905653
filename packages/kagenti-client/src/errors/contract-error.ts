import type { Attempt } from '../sending/attempt.ts';
import type { CalledName } from '../sending/called-operation.ts';
import { brandOf, KagentiError } from './kagenti-error.ts';

/** One difference between an answer and the contract; never with the value. */
export interface ContractIssue {
  /**
   * Where in the answer: `items.0.name`; empty for the answer itself. Of the items of a list the first that
   * differs is told. A key that the contract does not name is `*`.
   */
  readonly path: string;
  /** What differs, as a code: `invalid_type`, `not_json`, `too_large`, `too_deep`. */
  readonly code: string;
}

/** A successful answer that cannot be used: no JSON, too large or deep, or (strict) of another shape. */
export class KagentiContractError extends KagentiError {
  static {
    // On the prototype, so that the stack's first line says it too.
    KagentiContractError.prototype.name = 'KagentiContractError';
  }

  /** What differs, once for each place and code. */
  readonly issues: readonly ContractIssue[];

  /**
   * @param operation - Operation whose answer it was.
   * @param issues - What differs.
   * @param attempts - Every try so far.
   */
  constructor(
    operation: CalledName,
    issues: readonly ContractIssue[],
    attempts: readonly Attempt[],
  ) {
    const listed = issues
      .slice(0, 5)
      .map(issue => (issue.path === '' ? issue.code : `${issue.path} ${issue.code}`))
      .join(', ');
    super(
      `Kagenti ${operation} answered something that the contract does not allow: ${listed}. ` +
        'Is the base URL that of a Kagenti backend, of a version that this client knows?',
      { code: 'contract', operation, attempts },
    );
    this.issues = issues;
  }

  /** True for an error of this class, also of another copy of this package. */
  static override isInstance(value: unknown): value is KagentiContractError {
    return brandOf(value) === 'KagentiContractError';
  }

  /** The places that differ, without values. */
  protected override printedFields(): Record<string, unknown> {
    return { issues: this.issues };
  }
}
