import type { Contract, ContractOperation, Schema } from './openapi.ts';

/** What a test says of its one operation. */
export interface OperationWish {
  readonly sent?: Schema;
  readonly given?: Schema;
  readonly rules?: Partial<ContractOperation>;
  readonly schemas?: Readonly<Record<string, Schema>>;
}

/** A contract of one operation, which takes `sent` and answers `given`. */
export function contractOf({
  sent,
  given = {},
  rules = {},
  schemas = {},
}: OperationWish): Contract {
  return {
    openapi: '3.1.0',
    info: { title: 'Kagenti', version: '0.1.0' },
    paths: {
      '/api/v1/agents': {
        post: {
          ...(sent === undefined
            ? {}
            : {
                requestBody: { required: true, content: { 'application/json': { schema: sent } } },
              }),
          responses: { '200': { content: { 'application/json': { schema: given } } } },
          'x-required-role': 'operator',
          ...rules,
        },
      },
    },
    components: { schemas },
  };
}

/** An object with these fields, those with a `!` required. */
export function object(fields: Readonly<Record<string, Schema>>): Schema {
  const entries = Object.entries(fields);
  return {
    type: 'object',
    properties: Object.fromEntries(
      entries.map(([name, schema]) => [name.replace('!', ''), schema]),
    ),
    required: entries.filter(([name]) => name.endsWith('!')).map(([name]) => name.replace('!', '')),
  };
}
