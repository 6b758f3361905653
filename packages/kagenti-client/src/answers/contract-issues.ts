import type { ContractIssue } from '../errors/contract-error.ts';
import { isRecord } from '../is-record.ts';
import type { FieldsData, ShapeData } from '../shapes/shape.ts';

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
