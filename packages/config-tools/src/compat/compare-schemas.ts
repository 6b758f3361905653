import type { JsonSchema } from '@rhdh-boost/config-schema/artefacts';
import { isRecord } from '../is-record.ts';
import { compareKeywords } from './compare-keywords.ts';
import { at } from './compare-parts.ts';
import type { RuledChange } from './compat-change.ts';
import { matchForms } from './match-forms.ts';
import { sameJson } from './same-json.ts';
import { fits, type JsonType, typeOf } from './schema-keywords.ts';
import { formsOf, takes, takesType, type ValueForm, type ValueForms } from './value-forms.ts';

/** How a type is called in a description. */
const typeNames: Readonly<Record<JsonType, string>> = {
  null: 'null',
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
  string: 'text',
  array: 'a list',
  object: 'a mapping',
};

/** Enough to see what changed; more fills the page. */
const longestList = 10;

/**
 * The changes from one schema of a value to another (draft-07). When a value is taken by the
 * first and refused by the second, one of the changes is breaking; where it cannot be told, the
 * change is called breaking.
 */
export function compareSchemas(before: JsonSchema, after: JsonSchema): RuledChange[] {
  if (sameJson(before, after)) return [];
  if (hasReference(before) || hasReference(after)) {
    return [{ rule: 'schema-changed', description: 'refers to a part of itself, and differs' }];
  }
  const changes = compareParts(before, after, '');
  if (changes.length > 0) {
    return changes.filter(
      (change, index) => changes.findIndex(other => sameJson(other, change)) === index,
    );
  }
  const description = 'its schema is written differently and accepts the same values';
  return [{ rule: 'schema-words-changed', description }];
}

/** A part that a reference leads to may change without the place where it stands. */
function hasReference(schema: JsonSchema): boolean {
  return JSON.stringify(schema).includes('"$ref":');
}

function compareParts(before: unknown, after: unknown, place: string): RuledChange[] {
  if (sameJson(before, after)) return [];
  return [
    ...at(place, compareDefaults(before, after)),
    ...compareWhatIsTaken(formsOf(before), formsOf(after), place),
  ];
}

function compareDefaults(before: unknown, after: unknown): RuledChange[] {
  const [from, to] = [before, after].map(schema =>
    isRecord(schema) ? schema['default'] : undefined,
  );
  return sameJson(from, to)
    ? []
    : [{ rule: 'default-changed', description: 'the default in its schema differs' }];
}

function compareWhatIsTaken(before: ValueForms, after: ValueForms, place: string): RuledChange[] {
  const { pairs, lost, gained } = matchForms(before.forms, after.forms, (from, to) =>
    compareKeywords(from, to, place, compareParts),
  );
  return [
    ...at(place, compareValues(before, after)),
    ...at(
      place,
      lost.map(form => describeLost(form, after)),
    ),
    ...pairs.flatMap(({ from, to, changes }) => at(place, widening(from, to)).concat(changes)),
    ...at(
      place,
      gained.map(form => describeGained(form, before)),
    ),
  ];
}

function compareValues(before: ValueForms, after: ValueForms): RuledChange[] {
  const lost = before.values.filter(value => !takes(after, value));
  const gained = after.values.filter(value => !takes(before, value));
  const [lostTypes, lostValues] = byType(lost, after);
  const [gainedTypes, gainedValues] = byType(gained, before);
  return [
    ...lostTypes.map(
      (name): RuledChange => ({ rule: 'type-narrowed', description: `no longer accepts ${name}` }),
    ),
    ...gainedTypes.map(
      (name): RuledChange => ({ rule: 'type-widened', description: `also accepts ${name}` }),
    ),
    ...(lostValues.length > 0
      ? [{ rule: 'enum-narrowed', description: `no longer accepts ${list(lostValues)}` } as const]
      : []),
    ...(gainedValues.length > 0
      ? [{ rule: 'enum-widened', description: `also accepts ${list(gainedValues)}` } as const]
      : []),
  ];
}

/** Types of which the other side takes nothing, and values of the types that it knows. */
function byType(values: readonly unknown[], other: ValueForms): [string[], unknown[]] {
  const known = values.filter(value => takesType(other, typeOf(value)));
  const foreign = values.filter(value => !known.includes(value));
  return [[...new Set(foreign.map(value => typeNames[typeOf(value)]))], known];
}

function widening(from: ValueForm, to: ValueForm): RuledChange[] {
  return from.type === to.type
    ? []
    : [
        {
          rule: 'type-widened',
          description: `accepts ${typeNames[to.type]}, not only ${typeNames[from.type]}`,
        },
      ];
}

function describeLost({ type }: ValueForm, after: ValueForms): RuledChange {
  const left = after.values.filter(value => fits(typeOf(value), type));
  if (after.forms.some(form => fits(type, form.type))) {
    return {
      rule: 'type-narrowed',
      description: `no longer accepts one form of ${typeNames[type]}`,
    };
  }
  if (left.length > 0) {
    return {
      rule: 'enum-narrowed',
      description: `accepted ${typeNames[type]}, now accepts only ${list(left)}`,
    };
  }
  const narrower = after.forms.find(form => fits(form.type, type));
  return {
    rule: 'type-narrowed',
    description: narrower
      ? `accepted ${typeNames[type]}, now accepts only ${typeNames[narrower.type]}`
      : `no longer accepts ${typeNames[type]}`,
  };
}

function describeGained({ type }: ValueForm, before: ValueForms): RuledChange {
  if (before.forms.some(form => fits(form.type, type))) {
    return { rule: 'type-widened', description: `accepts one more form of ${typeNames[type]}` };
  }
  if (before.values.some(value => fits(typeOf(value), type))) {
    return {
      rule: 'enum-widened',
      description: `also accepts ${typeNames[type]} that is not listed`,
    };
  }
  return { rule: 'type-widened', description: `also accepts ${typeNames[type]}` };
}

function list(values: readonly unknown[]): string {
  const shown = values.slice(0, longestList).map(value => JSON.stringify(value));
  const more = values.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}
