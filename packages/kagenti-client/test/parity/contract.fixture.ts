import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type OperationName, operations } from '@rhdh-boost/kagenti-contract';
import type { ContractParameter, Schema } from '../../scripts/generator/contract.ts';
import { operationDescriptors } from '../../src/api/generated/operation-descriptors.ts';

export type { ContractParameter, Schema };

/** An operation as the contract has it. */
export interface ContractOperation {
  readonly name: OperationName;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly ContractParameter[];
  /** True where the body is text and not a JSON object; it is the last of the parameters. */
  readonly hasTextBody: boolean;
  /** Missing for an answer without content. */
  readonly answer: Schema | undefined;
}

interface Content {
  readonly content?: {
    readonly 'application/json'?: { readonly schema: Schema };
    readonly 'text/plain'?: { readonly schema: Schema };
  };
}

interface Document {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly parameters?: readonly ContractParameter[];
            readonly requestBody?: Content;
            readonly responses: Readonly<Record<string, Content>>;
          }
        >
      >
    >
  >;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

const contract: Document = JSON.parse(
  readFileSync(
    fileURLToPath(import.meta.resolve('@rhdh-boost/kagenti-contract/openapi.json')),
    'utf8',
  ),
);

/** The schema that a reference names, without the null that the contract writes beside what may be missing. */
export function resolved(schema: Schema): Schema {
  if (schema.$ref !== undefined) {
    return contract.components.schemas[schema.$ref.replace('#/components/schemas/', '')] ?? {};
  }
  const [only, ...others] = schema.anyOf?.filter(({ type }) => type !== 'null') ?? [];
  return only === undefined || others.length > 0 ? schema : resolved(only);
}

/** Every operation of the contract that the table has; a test of kagenti-contract finds those that it has not. */
export const contractOperations: readonly ContractOperation[] = operations.flatMap(
  ({ operation: name, method, path }) => {
    const endpoint = contract.paths[path]?.[method.toLowerCase()];
    if (endpoint === undefined) return [];
    const { parameters = [], requestBody, responses } = endpoint;
    const body = resolved(requestBody?.content?.['application/json']?.schema ?? {});
    const text = requestBody?.content?.['text/plain']?.schema;
    const success = Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1];
    return {
      name,
      method,
      path,
      hasTextBody: text !== undefined,
      parameters: [
        ...parameters,
        ...Object.entries(body.properties ?? {}).map(([field, schema]) => ({
          in: 'body' as const,
          name: field,
          required: body.required?.includes(field) ?? false,
          schema,
        })),
        ...(text === undefined ? [] : [textBody(name, text)]),
      ],
      answer: success?.content?.['application/json']?.schema,
    };
  },
);

/** The contract has no name for a body of text: the client gives it one. */
function textBody(operation: OperationName, schema: Schema): ContractParameter {
  const { textBody: name = '' } = operationDescriptors[operation];
  return { in: 'body', name, required: true, schema };
}

/** The client's name of a parameter of the contract. */
export function keyOf(operation: OperationName, name: string): string {
  const places = Object.entries(operationDescriptors[operation].parameters);
  return places.find(([, { wireName }]) => wireName === name)?.[0] ?? camelCased(name);
}

/** `sessionId` of `session_id`. */
export function camelCased(name: string): string {
  return name.replaceAll(/_(\w)/g, (_underscore, letter: string) => letter.toUpperCase());
}
