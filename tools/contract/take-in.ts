import type { Contract, ContractOperation } from './openapi.ts';
import { operationsOf } from './openapi.ts';

/** What our copy of a contract does not keep: wording is its authors', and no client depends on it. */
const wording: ReadonlySet<string> = new Set([
  'description',
  'summary',
  'title',
  'example',
  'examples',
  'externalDocs',
  'tags',
]);

/** A contract as it is kept, and what its source left unsaid. */
export interface TakenContract {
  readonly contract: Contract;
  /** True when the source tells no role at all, so that those of before were carried over. */
  readonly carriedRoles: boolean;
  /** Operations that nobody has told a role of, as `GET /path`. */
  readonly withoutRole: readonly string[];
}

/**
 * Makes our copy of a contract: without its wording, and with the roles and flags that a running backend does not
 * tell. Those are in its source alone, so where a document has none those of before are kept, and a new operation
 * is named for somebody to look up.
 */
export function takeIn(next: Contract, before: Contract): TakenContract {
  const known = operationsOf(before);
  const operations = [...operationsOf(next)];
  const carriedRoles = operations.every(
    ([, { operation }]) => operation['x-required-role'] === undefined,
  );
  const withoutRole: string[] = [];
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [key, { method, path, operation }] of operations) {
    const earlier = carriedRoles ? known.get(key)?.operation : undefined;
    const told = earlier === undefined ? operation : { ...operation, ...rulesOf(earlier) };
    if (told['x-required-role'] === undefined) withoutRole.push(`${method} ${path}`);
    paths[path] = { ...paths[path], [method.toLowerCase()]: withoutWording(told) };
  }
  const schemas = withoutWording(next.components?.schemas ?? {}, true);
  return {
    contract: asKept({ ...next, paths, components: { ...next.components, schemas } }),
    carriedRoles,
    withoutRole,
  };
}

/** As it reads once it is a file. */
function asKept(contract: object): Contract {
  return JSON.parse(JSON.stringify(contract));
}

function rulesOf(operation: ContractOperation): object {
  const { 'x-required-role': role, 'x-feature-flag': flag } = operation;
  return { 'x-required-role': role, ...(flag === undefined ? {} : { 'x-feature-flag': flag }) };
}

/** Keywords below which stand values, in which nothing is wording. */
const values: ReadonlySet<string> = new Set(['default', 'enum', 'const']);

/** The same without wording; with `named`, the keys are names of somebody's fields and none of them is wording. */
function withoutWording(value: unknown, named = false): unknown {
  if (Array.isArray(value)) return value.map(item => withoutWording(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => named || !wording.has(key))
      .map(([key, inner]) => [
        key,
        values.has(key) && !named ? inner : withoutWording(inner, key === 'properties' && !named),
      ]),
  );
}
