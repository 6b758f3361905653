import type { NameRule } from './name-rule.ts';

/**
 * How a value looks, as data. Parameters are checked and answers compared by it, and tests compare it
 * with the contract; importing it costs a plain object.
 */
export type ShapeData =
  | { readonly kind: 'flag' | 'integer' | 'object' | 'anything' | 'session' }
  | { readonly kind: 'text'; readonly name?: NameRule }
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  | { readonly kind: 'list' | 'map'; readonly item: ShapeData }
  | { readonly kind: 'fields'; readonly fields: FieldsData };

/** A field of an object. */
export interface FieldData {
  /** How its value looks. */
  readonly shape: ShapeData;
  /** Whether it must be there. */
  readonly required: boolean;
  /** Its name on the wire, where that is another than its key. */
  readonly wireName?: string | undefined;
}

/** Fields by their keys. */
export type FieldsData = Readonly<Record<string, FieldData>>;

/** The shape of a `T`, which the compiler alone knows. */
export type Shape<T> = ShapeData & { readonly holds?: T };

/** A field that holds a `T`. */
export interface Field<T, Required extends boolean> extends FieldData {
  readonly shape: Shape<T>;
  readonly required: Required;
}

/** Keys that an interface names; its index signature is none. */
export type NamedKey<T> = keyof {
  [K in keyof T as string extends K ? never : number extends K ? never : K]: T[K];
};

/** Whether an interface lets a key be missing. */
export type IsOptional<T, K extends keyof T> = object extends Pick<T, K> ? true : false;

/** What a field holds when it is there. */
export type Held<T> = unknown extends T ? unknown : NonNullable<T>;

/** A field for each key of an interface, no more and no fewer, each as the interface has it. */
export type FieldsOf<T> = {
  readonly [K in NamedKey<T>]-?: IsOptional<T, K> extends true
    ? Field<Held<T[K]>, false>
    : Field<T[K], true>;
};

export const text: Shape<string> = { kind: 'text' };
export const flag: Shape<boolean> = { kind: 'flag' };
export const integer: Shape<number> = { kind: 'integer' };
export const anything: Shape<unknown> = { kind: 'anything' };

/** Id of a chat session: text, but the session rule judges whatever is given for it. */
export const session: Shape<string> = { kind: 'session' };

/** An object whose keys nobody promises. */
export const object: Shape<Readonly<Record<string, unknown>>> = { kind: 'object' };

/** One of some texts. */
export function choice<const T extends string>(...choices: readonly T[]): Shape<T> {
  return { kind: 'choice', choices };
}

export function list<T>(item: Shape<T>): Shape<readonly T[]> {
  return { kind: 'list', item };
}

/** An object with values of one kind under any keys. */
export function map<T>(item: Shape<T>): Shape<Readonly<Record<string, T>>> {
  return { kind: 'map', item };
}

/** An object with the keys of an interface; others may stand beside them. */
export function fields<T>(members: FieldsOf<T>): Shape<T>;
export function fields(members: FieldsData): ShapeData {
  return { kind: 'fields', fields: members };
}

export function required<T>(shape: Shape<T>, wireName?: string): Field<T, true> {
  return { shape, required: true, wireName };
}

export function optional<T>(shape: Shape<T>, wireName?: string): Field<T, false> {
  return { shape, required: false, wireName };
}
