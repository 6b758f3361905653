import type { ClientCore } from '../client-core.ts';
import { type ContractIssue, KagentiContractError } from '../errors/contract-error.ts';
import { describeCause } from '../errors/printing.ts';
import { isRecord } from '../is-record.ts';
import type { Attempt } from '../sending/attempt.ts';
import type { CalledName } from '../sending/called-operation.ts';
import type { FieldsData, Shape, ShapeData } from '../shapes/shape.ts';

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
  for (const issue of issues) void reportDrift(core, operation, issue);
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
async function reportDrift(
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

/** Where in an answer: fields and indices. A key that the contract does not name is `*`: it may be a user's text. */
type Steps = (string | number)[];

/** Receives the code of a difference; the steps change afterwards. */
type Report = (steps: Readonly<Steps>, code: string) => void;

/** Compares a value with one shape. */
type Comparison = (value: unknown, steps: Steps, report: Report) => void;

/**
 * What differs between an answer and its shape, once for each place and code: the items of a list are one
 * place, reported for the first that differs, and so are the keys of a map. The number of places is that of the
 * contract, however long the answer is.
 *
 * Required fields must be there, other fields may be missing or null, and unknown keys are accepted.
 */
export function contractIssues(value: unknown, shape: ShapeData): readonly ContractIssue[] {
  const issues = new Map<string, ContractIssue>();
  comparisonWith(shape)(value, [], (steps, code) => {
    const place = steps.map(step => (typeof step === 'number' ? '*' : step)).join('.');
    const known = `${place} ${code}`;
    if (!issues.has(known)) issues.set(known, { path: steps.join('.'), code });
  });
  return [...issues.values()];
}

const comparisons = new WeakMap<ShapeData, Comparison>();

/** The comparison with a shape, prepared on first use: each answer is compared, so that a call pays for its fields alone. */
function comparisonWith(shape: ShapeData): Comparison {
  const known = comparisons.get(shape);
  if (known !== undefined) return known;
  const comparison = makeComparison(shape);
  comparisons.set(shape, comparison);
  return comparison;
}

function makeComparison(shape: ShapeData): Comparison {
  switch (shape.kind) {
    case 'flag':
      return typed(value => typeof value === 'boolean');
    case 'integer':
      return compareInteger;
    case 'object':
      return typed(isRecord);
    case 'anything':
      return typed(value => value !== undefined);
    case 'list':
      return listOf(comparisonWith(shape.item));
    case 'map':
      return mapOf(comparisonWith(shape.item));
    case 'fields':
      return objectWith(shape.fields);
    // A choice is text, too: callers handle a new one as they do any text.
    default:
      return typed(value => typeof value === 'string');
  }
}

function typed(matches: (value: unknown) => boolean): Comparison {
  return (value, steps, report) => {
    if (!matches(value)) report(steps, 'invalid_type');
  };
}

/** One that JavaScript rounded is not the number that was sent. */
const compareInteger: Comparison = (value, steps, report) => {
  if (!Number.isInteger(value)) report(steps, 'invalid_type');
  else if (!Number.isSafeInteger(value)) report(steps, Number(value) > 0 ? 'too_big' : 'too_small');
};

function listOf(compareItem: Comparison): Comparison {
  return (value, steps, report) => {
    if (!Array.isArray(value)) {
      report(steps, 'invalid_type');
      return;
    }
    for (let index = 0; index < value.length; index += 1) {
      steps.push(index);
      compareItem(value[index], steps, report);
      steps.pop();
    }
  };
}

function mapOf(compareItem: Comparison): Comparison {
  return (value, steps, report) => {
    if (!isRecord(value)) {
      report(steps, 'invalid_type');
      return;
    }
    steps.push('*');
    for (const key of Object.keys(value)) compareItem(value[key], steps, report);
    steps.pop();
  };
}

function objectWith(fields: FieldsData): Comparison {
  const members = Object.entries(fields).map(([key, { wireName = key, required, shape }]) => ({
    name: wireName,
    required,
    compare: comparisonWith(shape),
  }));
  return (value, steps, report) => {
    if (!isRecord(value)) {
      report(steps, 'invalid_type');
      return;
    }
    for (const { name, required, compare } of members) {
      const member = value[name];
      if (!required && (member === undefined || member === null)) continue;
      steps.push(name);
      compare(member, steps, report);
      steps.pop();
    }
  };
}
