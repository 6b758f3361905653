import * as fc from 'fast-check';
import { boostConfigFields } from '../src/registry.ts';
import { assign } from './likely-configuration.fixture.ts';

/** What is looked for in errors. */
export const canary = 'c4n4ry';

/** Values that hold the canary, as anything that a field could be given. */
const plantedValue = fc.oneof(
  fc.string({ maxLength: 8 }).map(text => `${text}${canary}${text}`),
  fc.constantFrom(
    `https://user:${canary}@example.com`,
    `http://${canary}.example.com`,
    `https://example.com/ ${canary}`,
    `team1/${canary}/x`,
    [canary],
    ['ok', [canary], 7, { deep: canary }],
    { [canary.length]: canary },
    { __proto__: null, constructor: canary, prototype: canary, toString: canary },
    JSON.parse(`{"__proto__":{"clientSecret":"${canary}"}}`),
  ),
);
const anyValue = fc.oneof(plantedValue, fc.jsonValue({ maxDepth: 3 }));

const names = [...new Set(Object.keys(boostConfigFields).flatMap(key => key.split('.')))];
export const anyName = fc.oneof(
  fc.constantFrom(...names, 'tokenExchange', '__proto__', 'constructor', '<<', 'clientSecrt'),
  fc.string({ maxLength: 6 }),
);

/** Objects whose keys are those of the registry more often than not. */
export const { node: anySection } = fc.letrec<{ node: unknown }>(tie => ({
  node: fc.oneof(
    { maxDepth: 5, depthIdentifier: 'section' },
    anyValue,
    fc.array(fc.tuple(anyName, tie('node')), { maxLength: 6 }).map(toObject),
  ),
}));

/** Every field at its place, each with any value. */
export const anyFields = fc
  .array(fc.tuple(fc.constantFrom(...Object.keys(boostConfigFields)), anyValue), { maxLength: 12 })
  .map(entries => {
    const root: Record<string, unknown> = {};
    for (const [key, value] of entries) assign(root, key.split('.'), value);
    return root['boost'];
  });

function toObject(entries: readonly [string, unknown][]): unknown {
  // Parsed, so that a key __proto__ is a key, as it is in a file.
  return JSON.parse(
    `{${entries.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value ?? null)}`).join(',')}}`,
  );
}
