import {
  type ContractOperation,
  type ContractParameter,
  camelCased,
  keyOf,
  resolved,
  type Schema,
} from './contract.fixture.ts';

/** A value as the server knows it, and as a caller gives it. */
export interface Value {
  readonly sent: unknown;
  readonly given: unknown;
}

/** A value of that schema, different for each name. */
export function valueOf(name: string, given: Schema): Value {
  const schema = resolved(given);
  if (schema.const !== undefined) return plain(schema.const);
  if (schema.enum !== undefined) return plain(schema.enum.at(-1));
  switch (schema.type) {
    case 'string':
      return plain(isName(name) ? nameOf(name) : `${name} ü/&?=%2F "x"`);
    case 'boolean':
      return plain(true);
    case 'integer':
      return plain(name.length);
    case 'array': {
      const items = [
        valueOf(`${name}0`, schema.items ?? {}),
        valueOf(`${name}1`, schema.items ?? {}),
      ];
      return { sent: items.map(item => item.sent), given: items.map(item => item.given) };
    }
    default:
      if (schema.additionalProperties !== undefined) return plain({ 'a/any_key.md': name });
      return schema.properties === undefined
        ? plain({ any_key: [name, 1, null] })
        : objectOf(schema.properties);
  }
}

/** Parameters and fields of which Kagenti makes hosts and Kubernetes names; those in lists have a number. */
function isName(name: string): boolean {
  return /^(?:namespace|name|skills|mcpToolName|registrySecret|imagePullSecret|buildStrategy|storageClass)\d?$/.test(
    name,
  );
}

function nameOf(name: string): string {
  return `${name.toLowerCase()}-1`;
}

/** A value that both sides know alike. */
function plain(value: unknown): Value {
  return { sent: value, given: value };
}

function objectOf(properties: Readonly<Record<string, Schema>>): Value {
  const values = Object.entries(properties).map(
    ([name, schema]) => [name, valueOf(name, schema)] as const,
  );
  return {
    sent: Object.fromEntries(values.map(([name, { sent }]) => [name, sent])),
    given: Object.fromEntries(values.map(([name, { given }]) => [camelCased(name), given])),
  };
}

/** A request of an operation with a value for each of its parameters. */
export interface FilledRequest {
  /** What a caller gives the method. */
  readonly given: Readonly<Record<string, unknown>>;
  /** The path with its parameters. */
  readonly path: string;
  /** The query. */
  readonly query: Readonly<Record<string, unknown>>;
  /** The body; undefined where the operation has none. */
  readonly body: Readonly<Record<string, unknown>> | string | undefined;
}

/**
 * Fills an operation with values.
 *
 * @param operation - What the contract has.
 * @param own - Values by the names of the contract, instead of generated ones.
 * @param leaveOut - Parameters that get none.
 */
export function fillRequest(
  operation: ContractOperation,
  own: Readonly<Record<string, Value>>,
  leaveOut: (parameter: ContractParameter) => boolean = () => false,
): FilledRequest {
  const path: Record<string, unknown> = {};
  const query: Record<string, unknown> = {};
  const body: Record<string, unknown> = {};
  const parts = { path, query, body };
  const given: Record<string, unknown> = {};
  for (const parameter of operation.parameters) {
    if (leaveOut(parameter)) continue;
    const { in: part, name, schema } = parameter;
    const value = own[name] ?? (part === 'path' ? segment(name) : valueOf(name, schema));
    given[keyOf(operation.name, name)] = value.given;
    parts[part][name] = value.sent;
  }
  const hasBody = operation.parameters.some(parameter => parameter.in === 'body');
  return {
    given,
    path: operation.path.replaceAll(/\{(\w+)\}/g, (_all, name: string) =>
      String(path[name]).split('/').map(encodeURIComponent).join('/'),
    ),
    query,
    body: operation.hasTextBody ? String(Object.values(body)[0]) : hasBody ? body : undefined,
  };
}

/** What fits into one segment, or, for the path of a file, into several. */
function segment(name: string): Value {
  const value = name === 'file_path' ? 'a folder/ü%&?.md' : nameOf(name);
  return { sent: value, given: value };
}
