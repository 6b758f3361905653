import type { Operation } from '@rhdh-boost/kagenti-contract';
import { Refusal } from '../answer.ts';
import { isRecord } from '../fields.ts';
import { checkValue } from './check-value.ts';
import type { Problem } from './problem.ts';
import { bodySchema, isBodyRequired, querySchema } from './schema.ts';

/** Query and body of a request, as an operation reads them. */
export interface ValidRequest {
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/**
 * Checks query and body against the contract.
 *
 * @param body What came, undefined when nothing did.
 * @throws Refusal 422 with all that is wrong.
 */
export function validateRequest(
  operation: Operation,
  query: URLSearchParams,
  body: unknown,
): ValidRequest {
  const problems: Problem[] = [];
  const validQuery = checkValue(
    Object.fromEntries(query),
    querySchema(operation),
    ['query'],
    problems,
  );
  const schema = bodySchema(operation);
  let validBody: unknown = {};
  if (schema !== undefined) {
    if (body === undefined && isBodyRequired(operation)) {
      problems.push({ type: 'missing', loc: ['body'], msg: 'Field required', input: null });
    } else {
      validBody = checkValue(body ?? schema.default, schema, ['body'], problems);
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
