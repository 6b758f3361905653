import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type OperationName, operations } from '@rhdh-boost/kagenti-contract';

/** As much of JSON Schema as the contract uses. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly const?: string;
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

/** An operation as the contract has it, under its name in the table of operations. */
export interface ContractOperation {
  readonly name: OperationName;
  /** Path, query and the fields of a JSON body, in this order. */
  readonly parameters: readonly ContractParameter[];
  /** True where the body is text and not a JSON object. */
  readonly hasTextBody: boolean;
  /** Undefined for an answer without content. */
  readonly answer: Schema | undefined;
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
}

interface Endpoint {
  readonly parameters?: readonly ContractParameter[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
}

/** The contract as far as the generator reads it. */
export interface Contract {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Endpoint>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** Kagenti's contract of today. */
export function readContract(): Contract {
  const file = import.meta.resolve('@rhdh-boost/kagenti-contract/openapi.json');
  return JSON.parse(readFileSync(fileURLToPath(file), 'utf8'));
}

/** Name of the schema that a reference names. */
export function schemaName({ $ref }: Schema): string | undefined {
  return $ref?.replace('#/components/schemas/', '');
}

/** The schema itself, where a reference or a choice between it and null stands for it. */
export function resolved(contract: Contract, schema: Schema): Schema {
  const name = schemaName(schema);
  if (name !== undefined) return contract.components.schemas[name] ?? {};
  const [only, ...others] = schema.anyOf?.filter(({ type }) => type !== 'null') ?? [];
  return only === undefined || others.length > 0 ? schema : resolved(contract, only);
}

/** The operations of the contract that the table has a row for, in the table's order. */
export function contractOperations(contract: Contract): readonly ContractOperation[] {
  return operations.flatMap(({ operation: name, method, path }) => {
    const endpoint = contract.paths[path]?.[method.toLowerCase()];
    return endpoint === undefined ? [] : [readEndpoint(contract, name, endpoint)];
  });
}

function readEndpoint(
  contract: Contract,
  name: OperationName,
  { parameters = [], requestBody, responses }: Endpoint,
): ContractOperation {
  const body = resolved(contract, requestBody?.content?.['application/json']?.schema ?? {});
  const success = Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1];
  const inBody = Object.entries(body.properties ?? {}).map(([field, schema]) => ({
    in: 'body' as const,
    name: field,
    required: body.required?.includes(field) ?? false,
    schema,
  }));
  return {
    name,
    parameters: [...parameters, ...inBody],
    hasTextBody: requestBody?.content?.['text/plain'] !== undefined,
    answer: success?.content?.['application/json']?.schema,
  };
}

/** Names of the schemas that answers are made of. */
export function answeredSchemas(contract: Contract): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (schema: Schema | undefined): void => {
    if (schema === undefined) return;
    const name = schemaName(schema);
    if (name !== undefined) {
      if (found.has(name)) return;
      found.add(name);
      visit(contract.components.schemas[name]);
    }
    for (const part of schema.anyOf ?? []) visit(part);
    for (const part of Object.values(schema.properties ?? {})) visit(part);
    visit(schema.items);
    visit(schema.additionalProperties);
  };
  for (const { answer } of contractOperations(contract)) visit(answer);
  return found;
}
