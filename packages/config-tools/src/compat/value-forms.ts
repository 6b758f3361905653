import { isRecord } from '../is-record.ts';
import { judgeValue } from './judge-value.ts';
import { memberOf, sameJson } from './same-json.ts';
import {
  everyType,
  fits,
  type JsonType,
  judges,
  judgingEntries,
  typeOf,
} from './schema-keywords.ts';

/** One way to be right: a type, and what is asked of its values. */
export interface ValueForm {
  /** The type. */
  readonly type: JsonType;
  /** The keywords that judge values of this type; all must hold. */
  readonly keywords: Readonly<Record<string, unknown>>;
}

/** What a schema takes: values that it lists, and whatever one of the forms takes. */
export interface ValueForms {
  /** The values of enumerations; true, false and null where those types are taken. */
  readonly values: readonly unknown[];
  /** The other ways to be right. */
  readonly forms: readonly ValueForm[];
}

const nothing: ValueForms = { values: [], forms: [] };

/** The values of the types that have few. */
const allValuesOf: Readonly<Partial<Record<JsonType, readonly unknown[]>>> = {
  null: [null],
  boolean: [true, false],
};

/** Takes a schema apart into what it takes. */
export function formsOf(schema: unknown): ValueForms {
  if (!isRecord(schema)) return schema === false ? nothing : formsOf({});
  const entries = judgingEntries(schema);
  const [only] = entries;
  if (only !== undefined && entries.length === 1) {
    const [keyword, value] = only;
    if (keyword === 'anyOf' && Array.isArray(value)) return join(value.map(formsOf));
    if (keyword === 'not' && (value === true || sameJson(value, {}))) return nothing;
  }
  return join(typesOf(memberOf(schema, 'type')).map(type => formsOfType(type, entries)));
}

function join(parts: readonly ValueForms[]): ValueForms {
  return {
    values: parts.flatMap(({ values }) => values),
    forms: parts.flatMap(({ forms }) => forms),
  };
}

function typesOf(type: unknown): readonly JsonType[] {
  if (type === undefined) return everyType;
  const named: readonly unknown[] = Array.isArray(type) ? type : [type];
  const known: readonly JsonType[] = ['integer', ...everyType];
  return known.filter(candidate => named.includes(candidate));
}

function formsOfType(type: JsonType, entries: readonly [string, unknown][]): ValueForms {
  const keywords = entries.filter(([name]) => name !== 'type' && judges(name, type));
  const form: ValueForms = {
    values: [],
    forms: [{ type, keywords: Object.fromEntries(keywords) }],
  };
  const listed = listedValues(keywords) ?? allValuesOf[type];
  if (listed === undefined) return form;
  const others = keywords.filter(([name]) => name !== 'enum' && name !== 'const');
  const fitting = listed.filter(value => fits(typeOf(value), type));
  const judged = fitting.map(value => judgeValue(type, others, value));
  if (judged.includes(undefined)) return form;
  return { values: fitting.filter((_, index) => judged[index]), forms: [] };
}

function listedValues(keywords: readonly (readonly [string, unknown])[]): unknown[] | undefined {
  const lists = keywords.flatMap(([name, value]) => {
    if (name === 'const') return [[value]];
    return name === 'enum' && Array.isArray(value) ? [value] : [];
  });
  const [first, ...rest] = lists;
  return first?.filter(value =>
    rest.every(list => list.some((other: unknown) => sameJson(value, other))),
  );
}

/** Whether one of the values or forms takes a value, as far as can be told. */
export function takes({ values, forms }: ValueForms, value: unknown): boolean {
  return (
    values.some(listed => sameJson(listed, value)) ||
    forms.some(({ type, keywords }) => judgeValue(type, Object.entries(keywords), value) === true)
  );
}

/** Whether any value of a type is taken. */
export function takesType({ values, forms }: ValueForms, type: JsonType): boolean {
  return (
    values.some(value => fits(typeOf(value), type)) || forms.some(form => fits(form.type, type))
  );
}
