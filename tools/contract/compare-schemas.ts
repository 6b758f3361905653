import { isDeepStrictEqual } from 'node:util';
import type { ContractChange, Direction, Pair } from './contract-change.ts';
import type { Contract, Schema } from './openapi.ts';

/** A difference within one schema. */
export type SchemaChange = Pick<ContractChange, 'kind' | 'place' | 'rule' | 'description'>;

/** Keywords that bound a value; what is sent may break on a new or another bound, what is given may not. */
const bounds = [
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'pattern',
  'format',
] as const;

/** A schema behind its references, with null told apart. */
interface Plain {
  readonly schema: Schema;
  readonly nullable: boolean;
}

function plain(contract: Contract, schema: Schema): Plain {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.replace('#/components/schemas/', '');
    return plain(contract, contract.components?.schemas?.[name] ?? {});
  }
  const choices = schema.anyOf ?? schema.oneOf;
  const others = choices?.filter(({ type }) => type !== 'null') ?? [];
  const [only] = others;
  if (choices === undefined || only === undefined || others.length > 1) {
    return { schema, nullable: others.length < (choices?.length ?? 0) };
  }
  const inner = plain(contract, only);
  return { ...inner, nullable: inner.nullable || others.length < choices.length };
}

/**
 * Compares a schema of one contract with that of another.
 *
 * What we send breaks when the server takes less: a field more that it wants, a value less that it takes. What we
 * are given breaks when it gives less, or other things: a field that is gone, a value that nobody knew.
 *
 * @param contracts - Where references lead.
 * @param schemas - The two schemas.
 * @param direction - Who makes the value.
 * @param place - How the place is named.
 */
export function compareSchemas(
  contracts: Pair<Contract>,
  schemas: Pair<Schema>,
  direction: Direction,
  place: string,
): SchemaChange[] {
  return new SchemaComparison(contracts, direction).compare(schemas, place);
}

class SchemaComparison {
  readonly #contracts: Pair<Contract>;
  readonly #sent: boolean;
  /** Pairs that are being compared: a schema may hold itself. */
  readonly #open = new Set<string>();

  constructor(contracts: Pair<Contract>, direction: Direction) {
    this.#contracts = contracts;
    this.#sent = direction === 'sent';
  }

  compare({ before, after }: Pair<Schema>, place: string): SchemaChange[] {
    const pair = `${before.$ref} ${after.$ref}`;
    const named = before.$ref !== undefined && after.$ref !== undefined;
    if (named && this.#open.has(pair)) return [];
    if (named) this.#open.add(pair);
    const changes = this.#comparePlain(
      {
        before: plain(this.#contracts.before, before),
        after: plain(this.#contracts.after, after),
      },
      place,
    );
    this.#open.delete(pair);
    return changes;
  }

  #comparePlain({ before, after }: Pair<Plain>, place: string): SchemaChange[] {
    const schemas = { before: before.schema, after: after.schema };
    const kinds = { before: kindOf(before.schema), after: kindOf(after.schema) };
    if (kinds.before !== kinds.after) {
      // Nothing said takes anything.
      const wider = kinds.after === 'anything';
      return [
        change(this.#sent && wider, place, 'type', `is ${kinds.after} and was ${kinds.before}`),
      ];
    }
    return [
      ...this.#nullability(before.nullable, after.nullable, place),
      ...this.#values(schemas, place),
      ...this.#defaults(schemas, place),
      ...this.#bounds(schemas, place),
      ...this.#fields(schemas, place),
      ...this.#inner(schemas, place),
    ];
  }

  #nullability(before: boolean, after: boolean, place: string): SchemaChange[] {
    if (before === after) return [];
    return after
      ? [change(this.#sent, place, 'null-added', 'may be null now')]
      : [change(!this.#sent, place, 'null-removed', 'may be null no more')];
  }

  #values({ before, after }: Pair<Schema>, place: string): SchemaChange[] {
    const had = before.enum;
    const has = after.enum;
    if (isDeepStrictEqual(had, has)) return [];
    if (had === undefined)
      return [change(!this.#sent, place, 'values-bounded', 'is one of a list now')];
    if (has === undefined) return [change(this.#sent, place, 'values-open', 'is any value now')];
    const added = has.filter(value => !had.includes(value));
    const removed = had.filter(value => !has.includes(value));
    return [
      ...added.map(value =>
        change(this.#sent, place, 'value-added', `may be ${JSON.stringify(value)} now`),
      ),
      ...removed.map(value =>
        change(!this.#sent, place, 'value-removed', `may be ${JSON.stringify(value)} no more`),
      ),
    ];
  }

  /** A default counts where a value is left out, and that is what we send. */
  #defaults({ before, after }: Pair<Schema>, place: string): SchemaChange[] {
    if (!this.#sent || isDeepStrictEqual(before.default, after.default)) return [];
    return [
      change(
        false,
        place,
        'default',
        `is ${JSON.stringify(after.default) ?? 'nothing'} where it is left out, and was ${JSON.stringify(before.default) ?? 'nothing'}`,
      ),
    ];
  }

  #bounds({ before, after }: Pair<Schema>, place: string): SchemaChange[] {
    return bounds
      .filter(bound => !isDeepStrictEqual(before[bound], after[bound]))
      .map(bound =>
        change(
          !this.#sent || after[bound] === undefined,
          place,
          'bound',
          `has ${bound} ${JSON.stringify(after[bound]) ?? 'none'}, and had ${JSON.stringify(before[bound]) ?? 'none'}`,
        ),
      );
  }

  #fields({ before, after }: Pair<Schema>, place: string): SchemaChange[] {
    const had = before.properties ?? {};
    const has = after.properties ?? {};
    const wanted = new Set(before.required);
    const wants = new Set(after.required);
    const names = [...new Set([...Object.keys(had), ...Object.keys(has)])].sort();
    return names.flatMap(name => {
      const path = `${place}.${name}`;
      const one = had[name];
      const other = has[name];
      if (other === undefined) return [change(false, path, 'field-removed', 'is gone')];
      if (one === undefined) {
        return wants.has(name)
          ? [change(!this.#sent, path, 'field-added', 'is new and required')]
          : [change(true, path, 'field-added', 'is new')];
      }
      const requirement = this.#requirement(wanted.has(name), wants.has(name), path);
      return requirement.concat(this.compare({ before: one, after: other }, path));
    });
  }

  #requirement(before: boolean, after: boolean, place: string): SchemaChange[] {
    if (before === after) return [];
    return after
      ? [change(!this.#sent, place, 'required', 'is required now')]
      : [change(this.#sent, place, 'optional', 'may be missing now')];
  }

  #inner({ before, after }: Pair<Schema>, place: string): SchemaChange[] {
    const changes: SchemaChange[] = [];
    if (before.items !== undefined && after.items !== undefined) {
      changes.push(...this.compare({ before: before.items, after: after.items }, `${place}[]`));
    }
    const rest = { before: otherFields(before), after: otherFields(after) };
    if (rest.before === rest.after) return changes;
    if (rest.before === false || rest.after === false) {
      const now = rest.after === false ? 'accepts no other field now' : 'accepts other fields now';
      changes.push(change(false, place, 'other-fields', now));
    } else {
      changes.push(...this.compare({ before: rest.before, after: rest.after }, `${place}.*`));
    }
    return changes;
  }
}

/** A schema that accepts any value. */
const anything: Schema = {};

/** The rule for the fields that an object does not name, or `false` where it may have none; `true` and no rule accept anything. */
function otherFields({ additionalProperties = true }: Schema): Schema | false {
  return additionalProperties === true ? anything : additionalProperties;
}

/** What kind of value a schema describes, for people. */
function kindOf(schema: Schema): string {
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (choices !== undefined) return `a choice of ${JSON.stringify(choices)}`;
  if (schema.type !== undefined) return [schema.type].flat().join(' or ');
  return schema.properties === undefined && schema.enum === undefined ? 'anything' : 'object';
}

function change(
  compatible: boolean,
  place: string,
  rule: string,
  description: string,
): SchemaChange {
  return { kind: compatible ? 'compatible' : 'breaking', place, rule, description };
}
