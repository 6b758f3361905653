import { boostConfigRegistry } from '@rhdh-boost/config-schema';
import { propertyRuns } from '@rhdh-boost/test-support/property-runs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  authPath,
  exchangePath,
  setElsewhere,
  withoutEmptySections,
} from '../../test/migrate/token-exchange.fixture.ts';
import { anyVersionOneFile } from '../../test/migrate/version-one.fixture.ts';
import { isRecord } from '../is-record.ts';
import { parseAppConfigYaml } from '../source/parse-yaml.ts';
import { readAppConfigSources } from '../source/read-sources.ts';
import { migrateTexts } from './migrate-texts.ts';
import { valueAt, withoutKey } from './plain-value.ts';

const runs = { numRuns: propertyRuns(10_000) };
const placeholders = {
  tokenEndpoint: '${KAGENTI_TOKEN_ENDPOINT}',
  clientId: '${KAGENTI_CLIENT_ID}',
  clientSecret: '${KAGENTI_CLIENT_SECRET}',
};
const base = { name: 'base.yaml', path: '/nowhere/base.yaml', text: `${setElsewhere}\n` };

function valueOf(text: string): unknown {
  const source = readAppConfigSources('a.yaml', text).sources?.[0];
  if (source === undefined) throw new Error('there is no app-config');
  const reading = parseAppConfigYaml(source);
  if (reading.problem !== undefined) throw new Error(reading.problem.message);
  return reading.value;
}

function placeholdersFor(own: unknown): [name: string, placeholder: string][] {
  return Object.entries(placeholders).filter(([name]) => !(isRecord(own) && name in own));
}

function layoutOf(text: string) {
  return {
    carriageReturns: text.includes('\r\n'),
    lineFeeds: /[^\r]\n/.test(text),
    mark: text.startsWith('\uFEFF'),
    end: text.endsWith('\n'),
  };
}

function migrate(text: string, others: readonly (typeof base)[] = []) {
  const file = { name: 'a.yaml', path: '/nowhere/a.yaml', text };
  const { texts, findings } = migrateTexts([file, ...others], boostConfigRegistry.sets);
  const refused = findings.filter(({ severity }) => severity === 'error');
  return { after: texts[0] ?? '', refused };
}

describe('version 1 files of any layout', () => {
  it('become version 2, and nothing else changes [configuration-migration/Layout is kept]', () => {
    fc.assert(
      fc.property(anyVersionOneFile, fc.boolean(), ({ text, kept, gone }, isElsewhere) => {
        const others = isElsewhere ? [base] : [];
        const { after, refused } = migrate(text, others);
        const before = valueOf(text);
        const missing = isElsewhere ? [] : placeholdersFor(valueAt(before, authPath));
        const result = valueOf(after);
        const rest = missing.reduce(
          (value, [name]) => withoutKey(value, [...authPath, name]),
          result,
        );
        // One comparison, since each takes longer than the migration.
        expect({
          refused,
          placeholders: missing.map(([name]) => [name, valueAt(result, [...authPath, name])]),
          value: withoutEmptySections(rest),
          lost: kept.filter(comment => !after.includes(comment)),
          left: gone.filter(comment => after.includes(comment)),
          layout: layoutOf(after),
          again: migrate(after, others).after,
        }).toEqual({
          refused: [],
          placeholders: missing,
          value: withoutEmptySections(withoutKey(before, exchangePath)),
          lost: [],
          left: [],
          // Where nothing is inserted, what is left may end in a blank line, which then has no end.
          layout: {
            ...layoutOf(text),
            ...(missing.length === 0 ? { end: after.endsWith('\n') } : {}),
          },
          again: after,
        });
      }),
      runs,
    );
  }, 300_000);
});
