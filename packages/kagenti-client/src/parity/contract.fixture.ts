import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type OperationName, operations } from '@rhdh-boost/kagenti-contract';

/** As much of JSON Schema as the contract uses. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema;
  readonly required?: readonly string[];
  readonly default?: unknown;
}

/** A parameter as the contract has it. */
export interface ContractParameter {
  readonly in: 'path' | 'query' | 'body';
  readonly name: string;
  readonly required: boolean;
  readonly schema: Schema;
}

/** An operation as the contract has it. */
export interface ContractOperation {
  readonly name: OperationName;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly ContractParameter[];
  /** Missing for an answer without content. */
  readonly answer: Schema | undefined;
}

interface Content {
  readonly content?: { readonly 'application/json': { readonly schema: Schema } };
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

/** Every operation of the contract. */
export const contractOperations: readonly ContractOperation[] = Object.entries(
  contract.paths,
).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { parameters = [], requestBody, responses }]) => {
    const row = operations.find(
      operation => operation.path === path && operation.method === method.toUpperCase(),
    );
    const body = resolved(requestBody?.content?.['application/json'].schema ?? {});
    const success = Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1];
    return {
      name: row?.operation ?? 'health.live',
      method: method.toUpperCase(),
      path,
      parameters: [
        ...parameters,
        ...Object.entries(body.properties ?? {}).map(([name, schema]) => ({
          in: 'body' as const,
          name,
          required: body.required?.includes(name) ?? false,
          schema,
        })),
      ],
      answer: success?.content?.['application/json'].schema,
    };
  }),
);

/** `sessionId` of `session_id`. */
export function camelCased(name: string): string {
  return name.replaceAll(/_(\w)/g, (_underscore, letter: string) => letter.toUpperCase());
}
