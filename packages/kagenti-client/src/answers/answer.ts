import { z } from 'zod';
import type { ClientCore } from '../client-core.ts';
import { type ContractIssue, KagentiContractError } from '../errors/contract-error.ts';
import { describeCause } from '../errors/printing.ts';
import type { Attempt } from '../sending/attempt.ts';
import type { CalledName } from '../sending/called-operation.ts';
import { printableSteps } from '../shapes/printable-steps.ts';
import type { Shape, ShapeData } from '../shapes/shape.ts';

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

/**
 * What differs between an answer and its shape, once for each place and code: the items of a list are one
 * place, told by the first that differs, and so are the keys of a map. There are no more places than the
 * contract has, however long the answer is.
 */
export function contractIssues(value: unknown, shape: ShapeData): readonly ContractIssue[] {
  const result = answerSchema(shape).safeParse(value);
  if (result.success) return [];
  const issues = new Map<string, ContractIssue>();
  for (const { path, code } of result.error.issues) {
    const steps = printableSteps(path, shape);
    const place = steps.map(step => (typeof step === 'number' ? '*' : step)).join('.');
    const known = `${place} ${code}`;
    if (!issues.has(known)) issues.set(known, { path: steps.join('.'), code });
  }
  return [...issues.values()];
}

const schemas = new WeakMap<ShapeData, z.ZodType>();

/**
 * The schema of a shape: what is required must be there, all else may be missing or null, and keys that
 * nobody knows are let through. Made when it is first asked for, and kept.
 */
function answerSchema(shape: ShapeData): z.ZodType {
  const known = schemas.get(shape);
  if (known !== undefined) return known;
  const schema = makeSchema(shape);
  schemas.set(shape, schema);
  return schema;
}

function makeSchema(shape: ShapeData): z.ZodType {
  switch (shape.kind) {
    case 'flag':
      return z.boolean();
    case 'integer':
      return z.int();
    case 'object':
      return z.record(z.string(), z.unknown());
    case 'anything':
      return z.nonoptional(z.unknown());
    case 'list':
      return z.array(answerSchema(shape.item));
    case 'map':
      return z.record(z.string(), answerSchema(shape.item));
    case 'fields':
      return z.looseObject(
        Object.fromEntries(
          Object.entries(shape.fields).map(([key, field]) => {
            const schema = answerSchema(field.shape);
            return [field.wireName ?? key, field.required ? schema : schema.nullish()];
          }),
        ),
      );
    // Text, and choices too: one that is new is no drift, for callers meet it as text.
    default:
      return z.string();
  }
}
