import type { Operation } from '@rhdh-boost/kagenti-contract';
import { isRecord } from '../../is-record.ts';
import { Refusal } from '../answer.ts';
import { checkValue } from './check-value.ts';
import { type FieldRules, ruleProblems } from './field-rules.ts';
import type { Problem } from './problem.ts';
import { bodySchema, isBodyRequired, querySchema, resolve, type Schema } from './schema.ts';

/** Query and body of a request, as an operation reads them. */
export interface ValidRequest {
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/**
 * Checks query and body against the contract.
 *
 * @param body What came, undefined when nothing did.
 * @param rules The rules of its fields that the contract does not say.
 * @throws Refusal 422 with all that is wrong.
 */
export function validateRequest(
  operation: Operation,
  query: URLSearchParams,
  body: unknown,
  rules: FieldRules,
): ValidRequest {
  const problems: Problem[] = [];
  const validQuery = checkQuery(query, querySchema(operation), problems);
  const schema = bodySchema(operation);
  let validBody: unknown = {};
  if (schema !== undefined) {
    if (body === undefined && isBodyRequired(operation)) {
      problems.push({ type: 'missing', loc: ['body'], msg: 'Field required', input: null });
    } else {
      validBody = checkBody(body ?? schema.default, schema, rules, problems);
    }
  }
  if (problems.length > 0) {
    throw new Refusal(422, problems);
  }
  return {
    query: isRecord(validQuery) ? validQuery : {},
    body: isRecord(validBody) ? validBody : {},
  };
}

/** A parameter is validated by itself, so that one that is missing has no whole to echo. */
function checkQuery(query: URLSearchParams, schema: Schema, problems: Problem[]): unknown {
  const found: Problem[] = [];
  const valid = checkValue(Object.fromEntries(query), schema, ['query'], found);
  for (const { input, ...problem } of found) {
    problems.push({ input: problem.type === 'missing' ? null : input, ...problem });
  }
  return valid;
}

/** Problems come field by field, whether the contract or a rule of the field's own finds them. */
function checkBody(body: unknown, schema: Schema, rules: FieldRules, problems: Problem[]): unknown {
  const found: Problem[] = [];
  const valid = checkValue(body, schema, ['body'], found);
  const broken = new Set(found.map(({ loc: [, field] }) => field));
  found.push(...ruleProblems(body, rules, broken));
  const fields: readonly unknown[] = Object.keys(resolve(schema).properties ?? {});
  const placeOf = ({ loc: [, field] }: Problem) => fields.indexOf(field);
  problems.push(...found.sort((one, other) => placeOf(one) - placeOf(other)));
  return valid;
}
