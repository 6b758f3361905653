import { compareSchemas } from './compare-schemas.ts';
import type { ContractChange, Pair } from './contract-change.ts';
import {
  type Content,
  type Contract,
  type ContractOperation,
  operationsOf,
  type Parameter,
  type PlacedOperation,
} from './openapi.ts';

/** A change, before it is said of which operation. */
type Found = Omit<ContractChange, 'operation'>;

/** Roles, from the one that everybody has to the one that fewest have. */
const roles = [null, 'viewer', 'operator', 'admin'];

/** What changed from one contract to the next, breaking changes first. */
export function compareContracts(before: Contract, after: Contract): ContractChange[] {
  const had = operationsOf(before);
  const has = operationsOf(after);
  const changes = [...new Set([...had.keys(), ...has.keys()])].flatMap((key): ContractChange[] => {
    const one = had.get(key);
    const other = has.get(key);
    if (other === undefined) return one === undefined ? [] : [whole(one, 'removed')];
    if (one === undefined) return [whole(other, 'added')];
    const found = compareOperations(
      { before, after },
      { before: one.operation, after: other.operation },
    );
    const operation = `${other.method} ${other.path}`;
    return found.map(({ kind, place, rule, description }) => ({
      kind,
      operation,
      place,
      rule,
      description,
    }));
  });
  return changes.toSorted(
    (left, right) =>
      left.kind.localeCompare(right.kind) || left.operation.localeCompare(right.operation),
  );
}

function whole({ method, path }: PlacedOperation, what: 'added' | 'removed'): ContractChange {
  return {
    kind: what === 'added' ? 'compatible' : 'breaking',
    operation: `${method} ${path}`,
    place: '',
    rule: `operation-${what}`,
    description: what === 'added' ? 'is new' : 'is gone',
  };
}

function compareOperations(
  contracts: Pair<Contract>,
  operations: Pair<ContractOperation>,
): Found[] {
  return [
    ...compareRules(operations),
    ...compareParameters(contracts, operations),
    ...compareBodies(contracts, operations),
    ...compareAnswers(contracts, operations),
  ];
}

function compareRules({ before, after }: Pair<ContractOperation>): Found[] {
  const found: Found[] = [];
  const role = {
    before: before['x-required-role'] ?? null,
    after: after['x-required-role'] ?? null,
  };
  if (role.before !== role.after) {
    const isLess =
      roles.indexOf(role.after) < roles.indexOf(role.before) && roles.includes(role.after);
    found.push({
      kind: isLess ? 'compatible' : 'breaking',
      place: '',
      rule: 'role',
      description: `needs ${role.after ?? 'no role'}, and needed ${role.before ?? 'none'}`,
    });
  }
  const flag = { before: before['x-feature-flag'] ?? null, after: after['x-feature-flag'] ?? null };
  if (flag.before !== flag.after) {
    found.push({
      kind: flag.after === null ? 'compatible' : 'breaking',
      place: '',
      rule: 'feature-flag',
      description: `is behind ${flag.after ?? 'no flag'}, and was behind ${flag.before ?? 'none'}`,
    });
  }
  if (after.deprecated === true && before.deprecated !== true) {
    found.push({ kind: 'compatible', place: '', rule: 'deprecated', description: 'is deprecated' });
  }
  return found;
}

/** Path parameters stand by their order: their names are in no request. */
function parametersOf({ parameters = [] }: ContractOperation): Map<string, Parameter> {
  let segment = 0;
  return new Map(
    parameters.map(parameter => [
      parameter.in === 'path' ? `path ${segment++}` : `${parameter.in} ${parameter.name}`,
      parameter,
    ]),
  );
}

function compareParameters(
  contracts: Pair<Contract>,
  { before, after }: Pair<ContractOperation>,
): Found[] {
  const had = parametersOf(before);
  const has = parametersOf(after);
  return [...new Set([...had.keys(), ...has.keys()])].flatMap(key =>
    compareParameter(contracts, had.get(key), has.get(key)),
  );
}

function compareParameter(
  contracts: Pair<Contract>,
  before: Parameter | undefined,
  after: Parameter | undefined,
): Found[] {
  const place = placeOf(after ?? before);
  if (after === undefined) {
    return [{ kind: 'breaking', place, rule: 'field-removed', description: 'is gone' }];
  }
  const required = after.required === true;
  if (before === undefined) {
    return [
      {
        kind: required ? 'breaking' : 'compatible',
        place,
        rule: 'field-added',
        description: required ? 'is new and required' : 'is new',
      },
    ];
  }
  const found: Found[] = [];
  if (required !== (before.required === true)) {
    found.push(
      required
        ? { kind: 'breaking', place, rule: 'required', description: 'is required now' }
        : { kind: 'compatible', place, rule: 'optional', description: 'may be missing now' },
    );
  }
  const schemas = { before: before.schema ?? {}, after: after.schema ?? {} };
  return found.concat(compareSchemas(contracts, schemas, 'sent', place));
}

function placeOf(parameter: Parameter | undefined): string {
  return parameter === undefined ? '' : `${parameter.in}.${parameter.name}`;
}

function compareBodies(
  contracts: Pair<Contract>,
  { before, after }: Pair<ContractOperation>,
): Found[] {
  if (before.requestBody === undefined && after.requestBody === undefined) return [];
  if (after.requestBody === undefined) {
    return [{ kind: 'breaking', place: 'body', rule: 'field-removed', description: 'is gone' }];
  }
  if (before.requestBody === undefined) {
    const required = after.requestBody.required === true;
    return [
      {
        kind: required ? 'breaking' : 'compatible',
        place: 'body',
        rule: 'field-added',
        description: required ? 'is new and required' : 'is new',
      },
    ];
  }
  return compareContent(
    contracts,
    { before: before.requestBody, after: after.requestBody },
    'sent',
    'body',
  );
}

/** The answer of success; the others are the same in every operation. */
function successOf({ responses }: ContractOperation): [status: string, content: Content] {
  return Object.entries(responses).find(([status]) => status.startsWith('2')) ?? ['none', {}];
}

function compareAnswers(contracts: Pair<Contract>, operations: Pair<ContractOperation>): Found[] {
  const [had, before] = successOf(operations.before);
  const [has, after] = successOf(operations.after);
  const found = compareContent(contracts, { before, after }, 'given', 'answer');
  if (had === has) return found;
  return [
    {
      kind: 'breaking',
      place: 'answer',
      rule: 'status',
      description: `has ${has}, and had ${had}`,
    },
    ...found,
  ];
}

function compareContent(
  contracts: Pair<Contract>,
  { before, after }: Pair<Content>,
  direction: 'sent' | 'given',
  place: string,
): Found[] {
  const had = Object.keys(before.content ?? {});
  const has = Object.keys(after.content ?? {});
  const gone = had.filter(type => !has.includes(type));
  const found: Found[] = gone.map(type => ({
    kind: 'breaking',
    place,
    rule: 'media-type-removed',
    description: `is ${type} no more`,
  }));
  for (const type of has) {
    const one = before.content?.[type];
    const other = after.content?.[type];
    if (one === undefined) {
      found.push({
        kind: direction === 'sent' || had.length > 0 ? 'compatible' : 'breaking',
        place,
        rule: 'media-type-added',
        description: `may be ${type} now`,
      });
    } else {
      found.push(
        ...compareSchemas(
          contracts,
          { before: one.schema ?? {}, after: other?.schema ?? {} },
          direction,
          place,
        ),
      );
    }
  }
  return found;
}
