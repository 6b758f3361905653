import { z } from 'zod';
import { z as z3 } from 'zod/v3';

/** A schema as data, from which the same one is made in Zod 4 and in Zod 3. */
export type Spec =
  | {
      readonly kind: 'text';
      readonly min?: number;
      readonly max?: number;
      readonly regex?: RegExp;
      readonly format?: 'url' | 'https' | 'email' | 'datetime' | 'offset' | 'uuid';
      readonly trim?: true;
      readonly coerce?: true;
    }
  | {
      readonly kind: 'number';
      readonly min?: number;
      readonly max?: number;
      readonly above?: number;
      readonly int?: true;
      readonly multiple?: number;
      readonly coerce?: true;
    }
  | { readonly kind: 'boolean'; readonly coerce?: true }
  | { readonly kind: 'date'; readonly min?: string }
  | { readonly kind: 'enum'; readonly values: readonly [string, ...string[]] }
  | { readonly kind: 'literal'; readonly value: string | number | boolean }
  | { readonly kind: 'template'; readonly suffix: string; readonly int?: true }
  | { readonly kind: 'list'; readonly item: Spec; readonly min?: number; readonly max?: number }
  | { readonly kind: 'tuple'; readonly items: readonly [Spec, ...Spec[]]; readonly rest?: Spec }
  | {
      readonly kind: 'mapping';
      readonly properties: Readonly<Record<string, Property>>;
      readonly names: 'strip' | 'strict' | 'loose' | 'text';
    }
  | { readonly kind: 'record'; readonly key?: RegExp; readonly item: Spec }
  | { readonly kind: 'union'; readonly options: readonly [Spec, Spec, ...Spec[]] }
  | { readonly kind: 'tagged'; readonly options: readonly Tagged[] }
  | { readonly kind: 'nullable'; readonly inner: Spec }
  | { readonly kind: 'pipe'; readonly first: Spec; readonly second: Spec }
  | { readonly kind: 'codec'; readonly inner: Spec; readonly suffix: string }
  | { readonly kind: 'refined'; readonly inner: Spec; readonly length: number };

/** The schemas of one kind. */
export type SpecOf<Kind extends Spec['kind']> = Extract<Spec, { readonly kind: Kind }>;

/** A property, and whether it may be left out. */
export interface Property {
  readonly part: Spec;
  readonly optional: boolean;
}

/** An option of a discriminated union. */
export interface Tagged {
  readonly tag: string;
  readonly properties: Readonly<Record<string, Property>>;
}

const mapValues = <From, To>(values: Readonly<Record<string, From>>, map: (value: From) => To) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value)]));

/** The schema in Zod 4. */
export function toZod4(spec: Spec): z.ZodType {
  switch (spec.kind) {
    case 'text': {
      const checks = checksOfText(spec);
      return spec.coerce ? z.coerce.string().check(...checks) : z.string().check(...checks);
    }
    case 'number': {
      const checks = checksOfNumber(spec);
      return spec.coerce ? z.coerce.number().check(...checks) : z.number().check(...checks);
    }
    case 'boolean':
      return spec.coerce ? z.coerce.boolean() : z.boolean();
    case 'date':
      return spec.min === undefined ? z.coerce.date() : z.coerce.date().min(new Date(spec.min));
    case 'enum':
      return z.enum(spec.values);
    case 'literal':
      return z.literal(spec.value);
    case 'template':
      return z.templateLiteral([spec.int ? z.int() : z.number(), spec.suffix]);
    case 'list': {
      let list = z.array(toZod4(spec.item));
      if (spec.min !== undefined) list = list.min(spec.min);
      return spec.max === undefined ? list : list.max(spec.max);
    }
    case 'tuple': {
      const [first, ...others] = spec.items;
      const tuple = z.tuple([toZod4(first), ...others.map(toZod4)]);
      return spec.rest === undefined ? tuple : tuple.rest(toZod4(spec.rest));
    }
    case 'mapping': {
      const mapping = z.object(mapValues(spec.properties, toProperty4));
      if (spec.names === 'text') return mapping.catchall(z.string());
      if (spec.names === 'strict') return mapping.strict();
      return spec.names === 'loose' ? mapping.loose() : mapping;
    }
    case 'record':
      return z.record(spec.key ? z.string().regex(spec.key) : z.string(), toZod4(spec.item));
    case 'union':
      return z.union(spec.options.map(toZod4));
    case 'tagged': {
      const [first, ...others] = spec.options.map(({ tag, properties }) =>
        z.object({ ...mapValues(properties, toProperty4), kind: z.literal(tag) }),
      );
      return first === undefined ? z.never() : z.discriminatedUnion('kind', [first, ...others]);
    }
    case 'nullable':
      return toZod4(spec.inner).nullable();
    case 'pipe':
      return toZod4(spec.first).pipe(toZod4(spec.second));
    case 'codec':
      return z.codec(toZod4(spec.inner), z.unknown(), {
        decode: value => `${String(value)}${spec.suffix}`,
        encode: String,
      });
    case 'refined':
      return toZod4(spec.inner).refine(value => String(value).length > spec.length);
    default:
      return z.never();
  }
}

type Check<Value> = z.core.CheckFn<Value> | z.core.$ZodCheck<Value>;

const formatChecks = {
  url: () => z.url(),
  https: () => z.url({ protocol: /^https$/ }),
  email: () => z.email(),
  uuid: () => z.uuid(),
  datetime: () => z.iso.datetime(),
  offset: () => z.iso.datetime({ offset: true }),
} as const;

function checksOfText({ trim, min, max, regex, format }: SpecOf<'text'>): Check<string>[] {
  return [
    ...(trim ? [z.trim()] : []),
    ...(min === undefined ? [] : [z.minLength(min)]),
    ...(max === undefined ? [] : [z.maxLength(max)]),
    ...(regex === undefined ? [] : [z.regex(regex)]),
    ...(format === undefined ? [] : [formatChecks[format]()]),
  ];
}

function checksOfNumber({ int, min, max, above, multiple }: SpecOf<'number'>): Check<number>[] {
  return [
    ...(int ? [z.int()] : []),
    ...(min === undefined ? [] : [z.gte(min)]),
    ...(above === undefined ? [] : [z.gt(above)]),
    ...(max === undefined ? [] : [z.lte(max)]),
    ...(multiple === undefined ? [] : [z.multipleOf(multiple)]),
  ];
}

function toProperty4({ part, optional }: Property): z.ZodType {
  return optional ? toZod4(part).optional() : toZod4(part);
}

/** The schema in Zod 3, where it can be written in it. */
export function toZod3(spec: Spec): z3.ZodTypeAny | undefined {
  try {
    return build3(spec);
  } catch {
    return undefined;
  }
}

function build3(spec: Spec): z3.ZodTypeAny {
  switch (spec.kind) {
    case 'text': {
      let text: z3.ZodString = spec.coerce ? z3.coerce.string() : z3.string();
      if (spec.trim) text = text.trim();
      if (spec.min !== undefined) text = text.min(spec.min);
      if (spec.max !== undefined) text = text.max(spec.max);
      if (spec.regex !== undefined) text = text.regex(spec.regex);
      switch (spec.format) {
        case 'url':
        case 'https':
          return text.url();
        case 'email':
          return text.email();
        case 'uuid':
          return text.uuid();
        case 'datetime':
          return text.datetime();
        case 'offset':
          return text.datetime({ offset: true });
        default:
          return text;
      }
    }
    case 'number': {
      let number: z3.ZodNumber = spec.coerce ? z3.coerce.number() : z3.number();
      if (spec.int) number = number.int();
      if (spec.min !== undefined) number = number.min(spec.min);
      if (spec.above !== undefined) number = number.gt(spec.above);
      if (spec.max !== undefined) number = number.max(spec.max);
      return spec.multiple === undefined ? number : number.multipleOf(spec.multiple);
    }
    case 'boolean':
      return spec.coerce ? z3.coerce.boolean() : z3.boolean();
    case 'date':
      return spec.min === undefined ? z3.coerce.date() : z3.coerce.date().min(new Date(spec.min));
    case 'enum':
      return z3.enum(spec.values);
    case 'literal':
      return z3.literal(spec.value);
    case 'list': {
      let list = z3.array(build3(spec.item));
      if (spec.min !== undefined) list = list.min(spec.min);
      return spec.max === undefined ? list : list.max(spec.max);
    }
    case 'tuple': {
      const [first, ...others] = spec.items;
      const tuple = z3.tuple([build3(first), ...others.map(build3)]);
      return spec.rest === undefined ? tuple : tuple.rest(build3(spec.rest));
    }
    case 'mapping': {
      const mapping = z3.object(mapValues(spec.properties, toProperty3));
      if (spec.names === 'text') return mapping.catchall(z3.string());
      if (spec.names === 'strict') return mapping.strict();
      return spec.names === 'loose' ? mapping.passthrough() : mapping;
    }
    case 'record':
      return z3.record(spec.key ? z3.string().regex(spec.key) : z3.string(), build3(spec.item));
    case 'union': {
      const [first, second, ...others] = spec.options;
      return z3.union([build3(first), build3(second), ...others.map(build3)]);
    }
    case 'nullable':
      return build3(spec.inner).nullable();
    case 'pipe':
      return build3(spec.first).pipe(build3(spec.second));
    case 'codec':
      return build3(spec.inner).transform(value => `${value}${spec.suffix}`);
    case 'refined':
      return build3(spec.inner).refine(value => String(value).length > spec.length);
    default:
      throw new Error('Zod 3 has no such schema');
  }
}

function toProperty3({ part, optional }: Property): z3.ZodTypeAny {
  return optional ? build3(part).optional() : build3(part);
}
