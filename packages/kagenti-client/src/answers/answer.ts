import type { ClientCore } from '../client-core.ts';
import { type ContractIssue, KagentiContractError } from '../errors/contract-error.ts';
import { describeCause } from '../errors/printing.ts';
import type { Attempt } from '../sending/attempt.ts';
import type { CalledName } from '../sending/called-operation.ts';
import type { Shape } from '../shapes/shape.ts';
import { contractIssues } from './contract-issues.ts';

/** What is known of an operation's answer; `T` is what the caller gets. */
export interface AnswerShape<T> {
  /** The least that the contract promises; without it nothing is promised, not even a body. */
  readonly shape?: Shape<T>;
  /** Key of the list inside the answer: lists come as `{ items }` or as a bare array. */
  readonly listKey?: string;
}

/** An answer as it was read. */
export interface AnswerText {
  /** Operation that answered. */
  readonly operation: CalledName;
  /** The body; undefined when it was too large to be read. */
  readonly text: string | undefined;
  /** Every try so far. */
  readonly attempts: readonly Attempt[];
}

/**
 * Makes data of an answer. What differs from the contract is reported, or refused where validation is
 * strict; the data is given as it came, unknown keys included.
 */
export function readAnswer<T>(core: ClientCore, answer: AnswerText, shape: AnswerShape<T>): T {
  const { operation, attempts } = answer;
  if (answer.text === undefined) {
    throw new KagentiContractError(operation, [{ path: '', code: 'too_large' }], attempts);
  }
  const value: T = parse(answer, shape);
  if (core.validation === 'off') return value;
  const issues = shape.shape === undefined ? [] : contractIssues(value, shape.shape);
  if (issues.length === 0) return value;
  if (core.validation === 'strict') throw new KagentiContractError(operation, issues, attempts);
  for (const issue of issues) void report(core, operation, issue);
  return value;
}

/** `JSON.parse` gives no type; the contract's is taken, and checked next. */
function parse<T>(answer: AnswerText, shape: AnswerShape<T>): T;
function parse(
  { operation, text = '', attempts }: AnswerText,
  known: AnswerShape<unknown>,
): unknown {
  if (known.shape === undefined && text === '') return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (known.listKey === undefined || !Array.isArray(value)) return value;
    return { [known.listKey]: value };
  } catch {
    throw new KagentiContractError(operation, [{ path: '', code: 'not_json' }], attempts);
  }
}

/** A listener may be an async function: what it rejects with must not go unhandled. */
async function report(
  core: ClientCore,
  operation: CalledName,
  issue: ContractIssue,
): Promise<void> {
  if (core.diagnostics.isVerbose) {
    core.diagnostics.debug('An answer of Kagenti differs from the contract.', {
      operation,
      ...issue,
    });
  }
  try {
    await core.onDrift?.({ operation, ...issue });
  } catch (error) {
    core.diagnostics.warn('onDrift of a Kagenti client failed; the call goes on.', {
      operation,
      cause: describeCause(error) ?? 'unknown',
    });
  }
}
