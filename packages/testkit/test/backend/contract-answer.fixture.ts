import { operationByName } from '@rhdh-boost/kagenti-contract';
import contract from '@rhdh-boost/kagenti-contract/openapi.json' with { type: 'json' };
import { Ajv, type ValidateFunction } from 'ajv';
import { expect } from 'vitest';
import { recordField } from '../../src/backend/fields.ts';
import { isRecord } from '../../src/is-record.ts';
import type { CallAnswer } from './call.fixture.ts';

const ajv = new Ajv({ strict: false, allErrors: true });
ajv.addSchema({ $id: 'contract', ...closed(recordField(contract, 'components')) });

const validators = new Map<string, ValidateFunction | undefined>();

/**
 * A body that succeeds must be what the contract's schema says, without a field that it does not name:
 * the real backend sends no other, as its framework drops them.
 *
 * @returns Whether the contract says anything of it.
 */
export function expectContractAnswer(operation: string | undefined, answer: CallAnswer): boolean {
  if (operation === undefined || answer.status >= 300 || answer.body === undefined) {
    return false;
  }
  const key = `${operation} ${answer.status}`;
  if (!validators.has(key)) {
    validators.set(key, validatorOf(operation, answer.status));
  }
  const validate = validators.get(key);
  if (validate === undefined) {
    return false;
  }
  validate(answer.body);
  expect({ key, errors: validate.errors ?? [] }).toEqual({ key, errors: [] });
  return true;
}

/** Undefined where the contract's schema is empty, as it is for answers of any shape. */
function validatorOf(operation: string, status: number): ValidateFunction | undefined {
  const { path = '', method = '' } = operationByName(operation) ?? {};
  const responses = recordField(recordField(contract.paths, path), method.toLowerCase());
  const response = recordField(recordField(responses, 'responses'), String(status));
  if (response === undefined) {
    throw new Error(`The contract has no answer ${status} of ${operation}`);
  }
  const content = recordField(recordField(response, 'content'), 'application/json');
  const schema = recordField(content, 'schema') ?? {};
  return Object.keys(schema).length === 0 ? undefined : ajv.compile(closed(schema));
}

/** The schema with no fields beyond those that it names, and its references made ajv's. */
function closed(schema: unknown): Record<string, unknown> {
  const copy: unknown = JSON.parse(JSON.stringify(schema), (key, value: unknown) => {
    if (key === '$ref') {
      return String(value).replace('#/components/', 'contract#/');
    }
    return isRecord(value) && isRecord(value['properties']) && value['type'] === 'object'
      ? { additionalProperties: false, ...value }
      : value;
  });
  return isRecord(copy) ? { ...copy } : {};
}
