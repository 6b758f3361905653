import type { Property, Spec, Tagged } from './value-spec.fixture.ts';

/** Draws from a seed: the same seed draws the same. */
export class Draw {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** A number from 0 up to 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number below a limit. */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  /** Whether something with this probability happens. */
  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** One of a list. */
  pick<Item>(list: readonly [Item, ...Item[]]): Item {
    return list[this.below(list.length)] ?? list[0];
  }
}

const names = ['a', 'b', 'c', 'size'] as const;
const expressions = [/^[a-z]+$/, /^[a-z]+$/i, /^\d+s?$/, /^a/, /b$/m, /^a.c$/s] as const;
const formats = ['url', 'https', 'email', 'datetime', 'offset', 'uuid'] as const;
const words = ['auto', 'on', 'off', 'a', 'b', '1'] as const;

/** Draws a schema as a contributed field may have it. */
export function drawSpec(draw: Draw, depth = 2): Spec {
  const scalar: [() => Spec, ...(() => Spec)[]] = [
    () => drawText(draw),
    () => drawText(draw),
    () => drawNumber(draw),
    () => drawNumber(draw),
    () => ({ kind: 'boolean', ...(draw.chance(0.15) ? { coerce: true } : {}) }),
    () => ({ kind: 'enum', values: drawWords(draw) }),
    () => ({ kind: 'literal', value: draw.pick<string | number | boolean>(['auto', 1, true]) }),
    () => ({ kind: 'template', suffix: draw.pick(['s', 'm']) }),
    () => ({ kind: 'date' }),
  ];
  if (depth === 0) return draw.pick(scalar)();
  const part = () => drawSpec(draw, depth - 1);
  const nested: [() => Spec, ...(() => Spec)[]] = [
    () => ({ kind: 'list', item: part(), ...drawBounds(draw) }),
    () => ({ kind: 'list', item: part() }),
    () => ({
      kind: 'tuple',
      items: [part(), part()],
      ...(draw.chance(0.3) ? { rest: part() } : {}),
    }),
    () => drawMapping(draw, depth),
    () => drawMapping(draw, depth),
    () => drawMapping(draw, depth),
    () => ({ kind: 'record', item: part(), ...(draw.chance(0.3) ? { key: /^[a-z]$/ } : {}) }),
    () => ({ kind: 'union', options: [part(), part()] }),
    () => ({ kind: 'tagged', options: [drawTagged(draw, 'p'), drawTagged(draw, 'q')] }),
    () => ({ kind: 'nullable', inner: part() }),
    () => ({ kind: 'pipe', first: drawText(draw), second: drawText(draw) }),
  ];
  return draw.chance(0.5) ? draw.pick(scalar)() : draw.pick(nested)();
}

function drawText(draw: Draw): Spec {
  const bounds = draw.chance(0.4) ? drawBounds(draw) : {};
  const more = draw.pick([
    {},
    {},
    {},
    { regex: draw.pick(expressions) },
    { format: draw.pick(formats) },
    { coerce: true } as const,
  ]);
  return { kind: 'text', ...bounds, ...more };
}

function drawNumber(draw: Draw): Spec {
  return {
    kind: 'number',
    ...(draw.chance(0.5) ? { int: true } : {}),
    ...(draw.chance(0.5) ? drawBounds(draw) : {}),
    ...(draw.chance(0.15) ? { multiple: draw.pick([2, 4]) } : {}),
    ...(draw.chance(0.1) ? { coerce: true } : {}),
  };
}

function drawBounds(draw: Draw): { readonly min?: number; readonly max?: number } {
  return {
    ...(draw.chance(0.7) ? { min: draw.below(3) } : {}),
    ...(draw.chance(0.6) ? { max: 3 + draw.below(4) } : {}),
  };
}

function drawWords(draw: Draw): [string, ...string[]] {
  const first = draw.pick(words);
  return [first, ...words.filter(word => word !== first && draw.chance(0.4))];
}

function drawMapping(draw: Draw, depth: number): Spec {
  return {
    kind: 'mapping',
    properties: drawProperties(draw, depth - 1),
    names: draw.pick(['strip', 'strip', 'strip', 'strict', 'loose', 'text']),
  };
}

function drawProperties(draw: Draw, depth: number): Record<string, Property> {
  const chosen = names.filter(() => draw.chance(0.5));
  return Object.fromEntries(
    chosen.map(name => [name, { part: drawSpec(draw, depth), optional: draw.chance(0.6) }]),
  );
}

function drawTagged(draw: Draw, tag: string): Tagged {
  return { tag, properties: drawProperties(draw, 0) };
}

/** Draws a change to a schema, somewhere in it, as one version of a set makes it to the next. */
export function drawChange(draw: Draw, spec: Spec): Spec {
  const inside = changesInside(draw, spec);
  const [first, ...others] = inside;
  if (first !== undefined && draw.chance(0.6)) return draw.pick([first, ...others])();
  return draw.chance(0.8) ? changeHere(draw, spec) : changeAround(draw, spec);
}

/** The ways to change a part of a schema. */
function changesInside(draw: Draw, spec: Spec): (() => Spec)[] {
  const change = (part: Spec) => drawChange(draw, part);
  switch (spec.kind) {
    case 'list':
    case 'record':
      return [() => ({ ...spec, item: change(spec.item) })];
    case 'nullable':
      return [() => ({ ...spec, inner: change(spec.inner) })];
    case 'pipe':
      return [
        () => ({ ...spec, first: change(spec.first) }),
        () => ({ ...spec, second: change(spec.second) }),
      ];
    case 'tuple': {
      const [first, ...others] = spec.items;
      return [() => ({ ...spec, items: [change(first), ...others] })];
    }
    case 'union': {
      const [first, second, ...others] = spec.options;
      return [
        () => ({ ...spec, options: [change(first), second, ...others] }),
        () => ({ ...spec, options: [first, change(second), ...others] }),
      ];
    }
    case 'mapping':
      return Object.entries(spec.properties).map(([name, property]) => () => ({
        ...spec,
        properties: { ...spec.properties, [name]: { ...property, part: change(property.part) } },
      }));
    default:
      return [];
  }
}

/** A value that is added where there is none, and taken out where there is one. */
function toggle<Value>(old: unknown, value: Value): Value | undefined {
  return old === undefined ? value : undefined;
}

/** A copy with changes; what is undefined is taken out. */
function withChanges(spec: Spec, changes: object): object {
  return Object.fromEntries(
    Object.entries({ ...spec, ...changes }).filter(([, value]) => value !== undefined),
  );
}

/** Changes a schema itself. */
function changeHere(draw: Draw, spec: Spec): Spec {
  const changed = (changes: object): Spec => {
    const copy: Spec = Object(withChanges(spec, changes));
    return copy;
  };
  const shift = (bound: number | undefined, by: number) =>
    bound === undefined ? draw.below(4) : Math.max(0, bound + by);
  switch (spec.kind) {
    case 'text':
      return draw.pick<() => Spec>([
        () => changed({ min: shift(spec.min, draw.pick([-1, 1])) }),
        () => changed({ max: shift(spec.max, draw.pick([-1, 1, 5])) }),
        () => changed({ min: undefined, max: undefined }),
        () => changed({ regex: toggle(spec.regex, draw.pick(expressions)) }),
        () => changed({ regex: draw.pick(expressions) }),
        () => changed({ format: toggle(spec.format, draw.pick(formats)) }),
        () => changed({ format: draw.pick(formats) }),
        () => changed({ trim: toggle(spec.trim, true) }),
        () => changed({ coerce: toggle(spec.coerce, true) }),
      ])();
    case 'number':
      return draw.pick<() => Spec>([
        () => changed({ min: shift(spec.min, draw.pick([-1, 1])) }),
        () => changed({ max: shift(spec.max, draw.pick([-1, 1, 5])) }),
        () => changed({ min: undefined, above: spec.min }),
        () => changed({ min: undefined, max: undefined, above: undefined }),
        () => changed({ int: toggle(spec.int, true) }),
        () => changed({ multiple: toggle(spec.multiple, 2) }),
        () => changed({ coerce: toggle(spec.coerce, true) }),
      ])();
    case 'boolean':
      return changed({ coerce: toggle(spec.coerce, true) });
    case 'date':
      return changed({ min: toggle(spec.min, '2020-01-01') });
    case 'enum':
      return {
        kind: 'enum',
        values: draw.chance(0.5) ? [...spec.values, 'more'] : drawWords(draw),
      };
    case 'literal':
      return draw.pick<Spec>([
        {
          kind: 'literal',
          value: draw.pick<string | number | boolean>(['auto', 'more', 1, 2, true]),
        },
        { kind: 'enum', values: [String(spec.value), 'more'] },
      ]);
    case 'template':
      return changed({ int: toggle(spec.int, true) });
    case 'list':
      return draw.pick<() => Spec>([
        () => changed({ min: shift(spec.min, draw.pick([-1, 1])) }),
        () => changed({ max: shift(spec.max, draw.pick([-1, 1, 5])) }),
        () => changed({ min: undefined, max: undefined }),
      ])();
    case 'tuple':
      return draw.pick<Spec>([
        { kind: 'list', item: spec.items[0] },
        changed({ rest: toggle(spec.rest, spec.items[0]) }),
      ]);
    case 'record':
      return changed({ key: toggle(spec.key, /^[a-z]$/) });
    case 'mapping':
      return changeMapping(draw, spec.properties, changed);
    case 'union': {
      const [first, second, ...others] = spec.options;
      return draw.pick<Spec>([
        changed({ options: [second, first, ...others] }),
        changed({ options: [...spec.options, drawSpec(draw, 0)] }),
        changed({ options: [drawSpec(draw, 0), ...spec.options] }),
        first,
      ]);
    }
    case 'tagged': {
      const [first, ...others] = spec.options;
      if (first === undefined) return spec;
      const optional = { ...first.properties, more: { part: drawSpec(draw, 0), optional: true } };
      return draw.pick<Spec>([
        changed({ options: [...spec.options, drawTagged(draw, 'r')] }),
        changed({ options: [...others, first] }),
        changed({ options: [{ ...first, properties: optional }, ...others] }),
        changed({ options: others }),
        changed({ options: [drawTagged(draw, first.tag), ...others] }),
      ]);
    }
    case 'nullable':
      return spec.inner;
    case 'pipe':
      return draw.pick([spec.first, spec.second]);
    default:
      return spec;
  }
}

function changeMapping(
  draw: Draw,
  properties: Readonly<Record<string, Property>>,
  changed: (changes: object) => Spec,
): Spec {
  const chosen = Object.keys(properties);
  const name = chosen[draw.below(chosen.length)] ?? 'a';
  const { [name]: property, ...others } = properties;
  const part = drawSpec(draw, 0);
  return draw.pick<() => Spec>([
    () => changed({ names: draw.pick(['strip', 'strict', 'loose', 'text']) }),
    () => changed({ properties: { ...properties, more: { part, optional: true } } }),
    () => changed({ properties: { ...properties, more: { part, optional: true } } }),
    () => changed({ properties: { ...properties, more: { part, optional: false } } }),
    () => changed({ properties: others }),
    () =>
      changed({
        properties: {
          ...others,
          [name]: { part: property?.part ?? part, optional: property?.optional !== true },
        },
      }),
  ])();
}

/** Puts something around a schema, or another one beside it. */
function changeAround(draw: Draw, spec: Spec): Spec {
  return draw.pick<() => Spec>([
    () => ({ kind: 'nullable', inner: spec }),
    () => ({ kind: 'union', options: [spec, drawSpec(draw, 0)] }),
    () => ({ kind: 'union', options: [drawSpec(draw, 0), spec] }),
    () => ({ kind: 'union', options: [spec, { kind: 'text' }] }),
    () => ({ kind: 'union', options: [spec, { kind: 'list', item: spec }] }),
    () => ({ kind: 'pipe', first: spec, second: spec }),
    () => ({ kind: 'codec', inner: spec, suffix: 'a' }),
    () => ({ kind: 'refined', inner: spec, length: 2 }),
  ])();
}
