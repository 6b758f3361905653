import { isRecord } from '../fields.ts';
import { type Problem, valueProblem } from './problem.ts';

/** What is wrong with a field's value, in the backend's words; undefined when nothing is. */
export type FieldRule = (value: string) => string | undefined;

/** The rules of a body's fields beyond their types, by the field's name. */
export type FieldRules = Readonly<Record<string, FieldRule>>;

/**
 * The problems of fields that are there and of their type, as the backend looks at no others.
 *
 * @param broken Fields with a problem already.
 */
export function ruleProblems(
  body: unknown,
  rules: FieldRules,
  broken: ReadonlySet<unknown>,
): Problem[] {
  return Object.entries(rules).flatMap(([field, rule]) => {
    const value = isRecord(body) && !broken.has(field) ? body[field] : undefined;
    const message = typeof value === 'string' ? rule(value) : undefined;
    return message === undefined ? [] : [valueProblem(['body', field], message, value)];
  });
}
