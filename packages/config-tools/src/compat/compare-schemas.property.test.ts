import { propertyRuns } from '@rhdh-boost/test-support/property-runs';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { schemaPair, triedValues } from '../../test/compat/schema-pairs.fixture.ts';
import { compareSchemas } from './compare-schemas.ts';
import { isBreaking } from './compat-change.ts';

const numRuns = propertyRuns(10_000);
const ajv = new Ajv({ strict: false, logger: false, addUsedSchema: false });
formats.default(ajv);

describe('two schemas', () => {
  it('break where a value is taken no longer, in any pair [configuration-compatibility/Refused value is never called compatible]', () => {
    let compatible = 0;
    fc.assert(
      fc.property(schemaPair, ([before, after]) => {
        const changes = compareSchemas(before, after);
        if (changes.some(isBreaking)) return;
        compatible += 1;
        const took = ajv.compile(before);
        const takes = ajv.compile(after);
        expect(triedValues.filter(value => took(value) && !takes(value))).toEqual([]);
      }),
      { numRuns },
    );
    // Else the property would hold by calling everything breaking.
    expect(compatible).toBeGreaterThan(numRuns / 10);
  }, 180_000);
});
