import type { Operation } from '@rhdh-boost/kagenti-contract';
import contract from '@rhdh-boost/kagenti-contract/openapi.json' with { type: 'json' };

/** The part of JSON Schema that the contract's requests are written in. */
export interface Schema {
  readonly $ref?: string;
  readonly anyOf?: readonly Schema[];
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly const?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly required?: readonly string[];
  readonly default?: unknown;
}

/** A parameter of a query. */
interface QueryParameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: Schema;
}

interface ContractDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, ContractOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

interface ContractOperation {
  /** Not read; without a field that every operation has, the compiler could not match the document. */
  readonly operationId: string;
  readonly parameters?: readonly QueryParameter[];
  readonly requestBody?: {
    readonly required?: boolean;
    readonly content: Readonly<Record<string, { readonly schema: Schema } | undefined>>;
  };
}

const document: ContractDocument = contract;

/** The query of an operation, as one object schema. */
export function querySchema(operation: Operation): Schema {
  const parameters = (operationOf(operation)?.parameters ?? []).filter(
    ({ in: place }) => place === 'query',
  );
  return {
    type: 'object',
    properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
    required: parameters.filter(({ required }) => required).map(({ name }) => name),
  };
}

/** The body of an operation, of whatever media type; undefined when it has none. */
export function bodySchema(operation: Operation): Schema | undefined {
  const [body] = Object.values(operationOf(operation)?.requestBody?.content ?? {});
  return body?.schema;
}

/** Whether a request without a body is refused; the schema's default counts where it is not. */
export function isBodyRequired(operation: Operation): boolean {
  return operationOf(operation)?.requestBody?.required === true;
}

/** A schema with its reference followed. */
export function resolve(schema: Schema): Schema {
  const name = schema.$ref?.replace('#/components/schemas/', '');
  return name === undefined ? schema : (document.components.schemas[name] ?? {});
}

function operationOf({ path, method }: Operation): ContractOperation | undefined {
  return document.paths[path]?.[method.toLowerCase()];
}
