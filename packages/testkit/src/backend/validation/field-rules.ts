import { isRecord } from '../../is-record.ts';
import { type Problem, valueProblem } from './problem.ts';

/** What is wrong with a field's value, which stands at the location. */
export type FieldRule = (value: unknown, location: Problem['loc']) => readonly Problem[];

/**
 * A rule of a text.
 *
 * @param complaint What is wrong with it, in the backend's words; undefined when nothing is.
 */
export function textRule(complaint: (text: string) => string | undefined): FieldRule {
  return (value, location) => {
    const message = typeof value === 'string' ? complaint(value) : undefined;
    return message === undefined ? [] : [valueProblem(location, message, value)];
  };
}

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
  return Object.entries(rules).flatMap(([field, rule]) =>
    isRecord(body) && !broken.has(field) ? rule(body[field], ['body', field]) : [],
  );
}
