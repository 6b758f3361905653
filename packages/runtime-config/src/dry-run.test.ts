import { propertyRuns } from '@rhdh-boost/test-support/property-runs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyKey, anyText, anyVersion } from '../test/any-row.fixture.ts';
import { sqliteHost } from '../test/database-host.fixture.ts';
import { describeDryRun } from '../test/dry-run-suite.fixture.ts';
import { sampleRegistry, sampleYaml } from '../test/sample-fields.fixture.ts';
import { createConfigResolver } from './create-config-resolver.ts';
import { createMemoryOverrideStore } from './memory-override-store.ts';

describeDryRun(sqliteHost);

const anyRow = fc.record({
  key: anyKey,
  value: anyText,
  schemaVersion: anyVersion,
  readableSince: anyVersion,
  updatedAt: fc.constantFrom('2026-01-01T00:00:00.000000Z', '2026-01-02T00:00:00.000000Z', ''),
});

test('B16: a dry run reports of any rows what reconcile then does', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyRow, { maxLength: 12 }), async rows => {
      const config = createConfigResolver({
        yaml: sampleYaml,
        overrides: createMemoryOverrideStore(rows),
        registry: sampleRegistry,
      });
      const plan = await config.reconcile({ dryRun: true });
      expect(await config.reconcile()).toEqual(plan);
    }),
    { numRuns: propertyRuns(5000) },
  );
});
