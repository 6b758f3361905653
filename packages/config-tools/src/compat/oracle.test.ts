import type { ConfigSchema } from '@rhdh-boost/config-schema';
import { toFieldJsonSchema } from '@rhdh-boost/config-schema/artefacts';
import { beforeAll, describe, expect, it } from 'vitest';
import { Draw, drawChange, drawSpec } from '../../test/compat/drawn-pairs.fixture.ts';
import { type JudgedPair, judgePair } from '../../test/compat/oracle.fixture.ts';
import { anyValues, drawValue } from '../../test/compat/sampled-values.fixture.ts';
import { type Spec, toZod3, toZod4 } from '../../test/compat/value-spec.fixture.ts';
import { zodPairs } from '../../test/compat/zod-pairs.fixture.ts';

/** Always the same pairs: the shares below are theirs. */
const seed = 19;
const drawnPairs = 200;
const drawnSamples = 1000;

function sample(draw: Draw, specs: readonly [Spec, ...Spec[]]): unknown[] {
  const drawn = Array.from({ length: drawnSamples }, () => drawValue(draw, draw.pick(specs)));
  return [...anyValues, ...drawn];
}

function judgePairsByHand(draw: Draw): JudgedPair[] {
  const specs = Array.from({ length: 40 }, () => drawSpec(draw));
  const samples = sample(draw, [drawSpec(draw), ...specs]);
  return Object.values(zodPairs).map(([before, after]) =>
    judgePair(before.optional(), after.optional(), samples),
  );
}

/** Pairs of fields that a set may have, one in four in Zod 3 where that has such schemas. */
function judgeDrawnPairs(draw: Draw): JudgedPair[] {
  const pairs: JudgedPair[] = [];
  while (pairs.length < drawnPairs) {
    const before = drawSpec(draw);
    const after = drawChange(draw, before);
    const [from, to] = schemasOf(draw, before, after);
    if (accepted(from) && accepted(to)) {
      pairs.push(judgePair(from, to, sample(draw, [before, after])));
    }
  }
  return pairs;
}

function schemasOf(draw: Draw, before: Spec, after: Spec): [ConfigSchema, ConfigSchema] {
  const inZod3 = draw.chance(0.25) ? [before, after].map(spec => toZod3(spec)?.optional()) : [];
  const [from, to] = inZod3;
  return from !== undefined && to !== undefined
    ? [from, to]
    : [toZod4(before).optional(), toZod4(after).optional()];
}

/** Whether a field may have the schema: JSON Schema can express it, and undefined stays undefined. */
function accepted(schema: ConfigSchema): boolean {
  try {
    toFieldJsonSchema('boost.acme.field', schema, '@acme/drawn');
  } catch {
    return false;
  }
  const result = schema.safeParse(undefined);
  return result.success && result.data === undefined;
}

function count(pairs: readonly JudgedPair[], breaks: boolean): Record<string, number> {
  const verdicts = pairs.filter(pair => pair.breaks === breaks).map(({ verdict }) => verdict);
  return Object.fromEntries(
    ['breaking', 'look', 'compatible'].map(name => [
      name,
      verdicts.filter(verdict => verdict === name).length,
    ]),
  );
}

describe('pairs of schemas, judged by reading values of the configuration with both', () => {
  let pairs: readonly JudgedPair[] = [];
  beforeAll(() => {
    const draw = new Draw(seed);
    pairs = [...judgePairsByHand(draw), ...judgeDrawnPairs(draw)];
  }, 240_000);

  it('D15: are tried with 1,000 values and more', () => {
    expect(pairs.length).toBeGreaterThanOrEqual(229);
    expect(pairs.filter(({ samples }) => samples < 1000)).toEqual([]);
  });

  it('D15: are never called compatible where a value is refused or read as another one [configuration-compatibility/Breaking change of a definition is not called compatible]', () => {
    expect(pairs.filter(({ breaks, verdict }) => breaks && verdict === 'compatible')).toEqual([]);
  });

  it('D15: are left to a person in at most one compatible case of ten', () => {
    const compatible = pairs.filter(({ breaks }) => !breaks);
    const looks = compatible.filter(({ verdict }) => verdict === 'look');
    expect(looks.length).toBeLessThanOrEqual(compatible.length / 10);
  });

  it('D15: are judged as counted here', () => {
    expect({
      breaking: count(pairs, true),
      compatible: count(pairs, false),
    }).toMatchInlineSnapshot(`
      {
        "breaking": {
          "breaking": 111,
          "compatible": 0,
          "look": 17,
        },
        "compatible": {
          "breaking": 8,
          "compatible": 85,
          "look": 8,
        },
      }
    `);
  });
});
