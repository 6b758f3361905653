/** As much of JSON Schema as OpenAPI documents of Kagenti use. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly [keyword: string]: unknown;
}

/** What a body may be, by media type. */
export interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
}

/** A parameter of the path, the query or a header. */
export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: Schema;
}

/** One operation. */
export interface ContractOperation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Content & { readonly required?: boolean };
  readonly responses: Readonly<Record<string, Content>>;
  readonly deprecated?: boolean;
  readonly 'x-required-role'?: string | null;
  readonly 'x-feature-flag'?: string | null;
}

/** An OpenAPI document, version 3. */
export interface Contract {
  readonly openapi: string;
  readonly info: Readonly<Record<string, unknown>>;
  readonly paths: Readonly<Record<string, Readonly<Record<string, ContractOperation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

/** What a path of an OpenAPI document may hold beside operations is no operation. */
const methods: ReadonlySet<string> = new Set([
  'get',
  'put',
  'post',
  'delete',
  'options',
  'head',
  'patch',
  'trace',
]);

/** An operation with its place. */
export interface PlacedOperation {
  readonly method: string;
  readonly path: string;
  readonly operation: ContractOperation;
}

/** Every operation, by method and path; names of path parameters do not tell two apart. */
export function operationsOf(contract: Contract): ReadonlyMap<string, PlacedOperation> {
  return new Map(
    Object.entries(contract.paths).flatMap(([path, item]) =>
      Object.entries(item)
        .filter(([method]) => methods.has(method))
        .map(([method, operation]): [string, PlacedOperation] => [
          `${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`,
          { method: method.toUpperCase(), path, operation },
        ]),
    ),
  );
}
