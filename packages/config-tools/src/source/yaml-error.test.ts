import { propertyRuns } from '@rhdh-boost/test-support/property-runs';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { anyAppConfigText } from '../../test/load/any-app-config.fixture.ts';
import { anyKeys, firstErrorOf } from './yaml-error.ts';

const numRuns = propertyRuns(10_000);
const options = { prettyErrors: false, logLevel: 'error' } as const;

const key = fc.constantFrom(
  'a',
  'b',
  '"a"',
  '1',
  '0x1',
  '1.0',
  '-0',
  '0',
  'null',
  '~',
  '',
  '.nan',
  'true',
  '<<',
  '!!str 1',
  '&x a',
  '*x',
  '[a]',
  '{a: 1, a: 2}',
  '? a\n',
  '2020-01-01',
  '? [a]\n',
);
const { mapping } = fc.letrec<{ mapping: string; flow: string; value: string }>(tie => ({
  flow: fc
    .array(fc.tuple(key, tie('value')), { maxLength: 3 })
    .map(pairs => `{${pairs.map(([name, value]) => `${name}: ${value}`).join(', ')}}`),
  value: fc.oneof({ maxDepth: 2 }, fc.constantFrom('1', 'b', ''), tie('flow'), tie('mapping')),
  mapping: fc.array(fc.tuple(key, tie('value')), { minLength: 1, maxLength: 4 }).map(pairs =>
    pairs
      .map(([name, value]) => `${name}: ${value}`)
      .join('\n')
      .replaceAll(/^/gm, '  ')
      .replace(/^/, '\n'),
  ),
}));
const head = fc.constantFrom('', '', '%YAML 1.1\n---', '- &x a\n-');

it('the first duplicate key is the one that the parser finds itself [configuration-migration/Mistakes in YAML are reported without quoting]', () => {
  let duplicates = 0;
  const texts = fc.oneof(
    fc.tuple(head, mapping).map(parts => parts.join('')),
    anyAppConfigText,
  );
  fc.assert(
    fc.property(texts, text => {
      const { errors } = parseDocument(text, options);
      const found = firstErrorOf(parseDocument(text, { ...options, ...anyKeys }));
      expect(found === undefined).toBe(errors.length === 0);
      // Of several kinds of mistakes, either may be told.
      if (errors.some(({ code }) => code !== 'DUPLICATE_KEY')) return;
      expect(found?.code).toBe(errors[0]?.code);
      if (errors[0] === undefined || found === undefined) return;
      // Around what is empty, the places may differ by the white space there.
      const places = [errors[0].pos[0], found.pos[0]].sort((left, right) => left - right);
      expect(text.slice(...places).trim()).toBe('');
      duplicates += 1;
    }),
    { numRuns },
  );
  expect(duplicates).toBeGreaterThan(numRuns / 50);
}, 60_000);
