import type { Draw } from './drawn-pairs.fixture.ts';
import type { Property, Spec, SpecOf } from './value-spec.fixture.ts';

/** In groups, so that they stay on few lines. */
const listed: readonly (readonly unknown[])[] = [
  [true, false, 0, 1, -1, 0.5, 2, 3, 4, 5, 6, 7, 12, 1024, 2 ** 24 + 1, 2 ** 40, 1e39, 1e308],
  ['true', 'false', 'TRUE', 'yes', 'no', 'y', 'n', 'on', 'off', '0', '1', '5', '12', '0.5'],
  ['-1', '1e3', '0x10', ' 5 ', '+5', '5s', '12m', '5.5s', '', ' ', 'a', 'b', 'A', 'abc', 'ABC'],
  ['a c', 'a\nc', 'ab\nb', 'xabc', 'abcx', 'auto', 'more', ' auto ', 'x'.repeat(20), '\u{1F600}'],
  ['\u{1F600}\u{1F600}', 'http://a.example', 'https://a.example', 'https://b.example/x'],
  [' https://a.example ', 'ftp://a.example/x', 'HTTPS://A.Example/../b', 'https://localhost'],
  ['a@b.co', 'a@x.co', 'A@x.co', '2020-01-01', '2019-12-31', '2020-01-01T00:00:00Z'],
  ['2020-01-01T00:00Z', '2020-01-01T00:00:00.123Z', '2020-01-01T00:00:00+02:00'],
  ['2020-01-01T00:00:00', '00000000-0000-0000-0000-000000000000', '10.0.0.1', '::1'],
  ['550e8400-e29b-41d4-a716-446655440000', '6ba7b810-9dad-11d1-80b4-00c04fd430c8'],
  ['12345678-1234-1234-1234-123456789012', '12345678-1234-0234-0234-123456789012'],
  [[], ['a'], ['a', 'a'], [1], ['1'], ['a', 1], ['true'], [true], [null], [[]], ['a', 'b', 'c']],
  [{}, { a: 'x' }, { a: 'x', b: 'y' }, { b: 'y' }, { a: 1 }, { a: '1' }, { c: 1, a: 'x' }],
  [{ A: 'x' }, { a: 'x', b: 'y', c: 'z' }, { kind: 'p', v: 1 }, { kind: 'p', v: '1' }],
  [{ kind: 'q', v: 'x' }, { kind: 'p' }, { kind: 'q' }, { kind: 'r' }, { a: true }],
  [{ a: 'true' }, { '1': 'x' }, { aa: 'x' }, { a: null }, { a: 'true', b: false }, { a: 'y' }],
];

/** Values of every kind, as files and variables have them. */
export const anyValues: readonly [unknown, ...unknown[]] = [null, ...listed.flat()];

/** A value on the edge of what a schema accepts, or any other. */
export function drawValue(draw: Draw, spec: Spec): unknown {
  if (draw.chance(0.12)) return draw.pick(anyValues);
  switch (spec.kind) {
    case 'text':
    case 'codec':
    case 'refined':
      return spec.kind === 'text' ? drawText(draw, spec) : drawValue(draw, spec.inner);
    case 'number':
      return drawNumber(draw, spec);
    case 'boolean':
      return draw.pick([true, false, 'true', 'no', ' on ', '1', 1, 0, 'y']);
    case 'date':
      return draw.pick(['2019-12-31', '2020-01-01', '2020-06-01T00:00:00Z', 0, 1.6e12, 'x']);
    case 'enum':
      return draw.pick([draw.pick(spec.values), draw.pick(['more', 'auto', 'on', 'a', 'A'])]);
    case 'literal':
      return draw.pick([spec.value, String(spec.value), ` ${spec.value} `]);
    case 'template':
      return `${draw.pick([1, 1.5, -2, '', 'x'])}${spec.suffix}`;
    case 'list':
      return drawList(draw, spec.item, spec);
    case 'tuple': {
      const rest = spec.rest ?? spec.items[0];
      const more = drawList(draw, rest, {}).slice(0, draw.pick([0, 0, 1, 2]));
      const items = spec.items.map(item => drawValue(draw, item));
      return draw.chance(0.1) ? items.slice(1) : [...items, ...more];
    }
    case 'mapping':
      return drawMapping(draw, spec.properties);
    case 'record':
      return Object.fromEntries(
        ['a', 'b', 'size', 'A']
          .filter(() => draw.chance(0.4))
          .map(name => [name, drawValue(draw, spec.item)]),
      );
    case 'union':
      return drawValue(draw, draw.pick<Spec>(spec.options));
    case 'tagged': {
      const option = spec.options[draw.below(spec.options.length)];
      return { kind: option?.tag ?? 'p', ...drawMapping(draw, option?.properties ?? {}) };
    }
    case 'nullable':
      return draw.chance(0.2) ? null : drawValue(draw, spec.inner);
    case 'pipe':
      return drawValue(draw, draw.pick<Spec>([spec.first, spec.second]));
    default:
      return draw.pick(anyValues);
  }
}

const letters = ['a', 'b', 'A', '1', ' '] as const;

function drawText(draw: Draw, { min = 0, max = 6 }: SpecOf<'text'>): unknown {
  if (draw.chance(0.4)) return draw.pick(anyValues);
  const length = Math.max(0, draw.pick([min, max]) + draw.pick([-1, 0, 0, 1]));
  const letter = draw.pick(letters);
  const text = draw.chance(0.7)
    ? letter.repeat(length)
    : Array.from({ length }, () => draw.pick(letters)).join('');
  return draw.chance(0.1) ? ` ${text} ` : text;
}

function drawNumber(draw: Draw, { min = 0, max = 6, above = 0 }: SpecOf<'number'>): unknown {
  const number = draw.pick([min, max, above, 4, 2]) + draw.pick([-1, -0.5, 0, 0, 0, 0.5, 1]);
  return draw.chance(0.4) ? draw.pick([String(number), ` ${number} `, `${number}.0`]) : number;
}

function drawList(
  draw: Draw,
  item: Spec,
  { min = 0, max = 4 }: { readonly min?: number; readonly max?: number },
): unknown[] {
  const length = Math.max(0, draw.pick([min, max, 1]) + draw.pick([-1, 0, 0, 1]));
  return Array.from({ length }, () => drawValue(draw, item));
}

function drawMapping(draw: Draw, properties: Readonly<Record<string, Property>>): object {
  const entries = Object.entries(properties)
    .filter(([, { optional }]) => draw.chance(optional ? 0.6 : 0.93))
    .map(([name, { part }]): [string, unknown] => [name, drawValue(draw, part)]);
  const more: [string, unknown][] = draw.chance(0.25)
    ? [[draw.pick(['more', 'a', 'b', 'c', 'other']), draw.pick(anyValues)]]
    : [];
  return Object.fromEntries([...more, ...entries]);
}
