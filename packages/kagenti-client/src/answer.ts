import type { OperationName } from '@rhdh-boost/kagenti-contract';
import type { ZodType } from 'zod';
import type { Attempt } from './attempt.ts';
import type { ClientCore } from './client-core.ts';
import { type ContractIssue, KagentiContractError } from './errors/contract-error.ts';
import { describeCause } from './errors/printing.ts';

/** What is known of an operation's answer; `T` is what the caller gets. */
export interface AnswerShape<T> {
  /** Schema with the least that the contract promises; made when it is first asked for. */
  readonly schema: () => ZodType;
  /** Key of the list inside the answer: lists come as `{ items }` or as a bare array. */
  readonly listKey?: (keyof T & string) | undefined;
}

/** An answer as it was read. */
export interface AnswerText {
  /** Operation that answered. */
  readonly operation: OperationName;
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
  const issues = differences(value, shape);
  if (issues.length === 0) return value;
  if (core.validation === 'strict') throw new KagentiContractError(operation, issues, attempts);
  for (const issue of issues) void report(core, operation, issue);
  return value;
}

/** `JSON.parse` gives no type; the contract's is taken, and checked next. */
function parse<T>({ operation, text = '', attempts }: AnswerText, shape: AnswerShape<T>): T {
  try {
    const value = JSON.parse(text);
    if (shape.listKey === undefined || !Array.isArray(value)) return value;
    return Object.assign(Object.create(null), { [shape.listKey]: value });
  } catch {
    throw new KagentiContractError(operation, [{ path: '', code: 'not_json' }], attempts);
  }
}

function differences<T>(value: T, shape: AnswerShape<T>): readonly ContractIssue[] {
  const result = shape.schema().safeParse(value);
  if (result.success) return [];
  return result.error.issues.map(issue => ({ path: issue.path.join('.'), code: issue.code }));
}

/** A listener may be an async function: what it rejects with must not go unhandled. */
async function report(
  core: ClientCore,
  operation: OperationName,
  issue: ContractIssue,
): Promise<void> {
  try {
    await core.onDrift?.({ operation, ...issue });
  } catch (error) {
    core.logger?.warn('onDrift of a Kagenti client failed; the call goes on.', {
      operation,
      cause: describeCause(error) ?? 'unknown',
    });
  }
}
