import { describe, expect, it } from 'vitest';
import { readBoostFields, toCompared } from '../../test/boost-modules/boost-fields.fixture.ts';
import { createFieldTable } from '../artefacts/field-table.ts';
import { boostFieldSet } from '../boost-field-set.ts';
import { combineConfigFields } from '../combine-config-fields.ts';
import { readConfigValue } from '../field-queries.ts';
import { checkBoostConfig } from '../parse.ts';
import type { BoostConfigProblem } from '../problem.ts';
import { configFields as boostModules } from './index.ts';

const theirs = [...readBoostFields()].filter(([key]) =>
  /^boost\.(connectors|ingestion)\./.test(key),
);
const ours = createFieldTable(boostModules);
const registry = combineConfigFields([boostFieldSet, boostModules]);

describe('the connectors of Boost', () => {
  it.each(theirs)(
    "A4: %s is as Boost has it [boost-configuration/Fields of Boost's modules are those of Boost]",
    (key, field) => {
      const ourField = ours.fields[key];
      expect(ourField && toCompared(ourField)).toEqual(field);
    },
  );

  it("A4: are all of them, and no more, with a version each [boost-configuration/Fields of Boost's modules are those of Boost]", () => {
    const keys = theirs.map(([key]) => key);
    expect(keys.length).toBeGreaterThan(15);
    const ofThese = Object.keys(boostModules.fields).filter(key =>
      /^boost\.(connectors|ingestion)\./.test(key),
    );
    expect(ofThese.toSorted()).toEqual(keys.toSorted());
    expect(boostModules.versionKeys).toEqual(keys.filter(key => key.endsWith('.__schemaVersion')));
  });

  it('A4: are read together with the fields of Boost [boost-configuration/Registry holds the fields of all sets]', () => {
    const jira = { enabled: 'true', endpoint: 'https://jira.example.com', batchSize: '500' };
    const boost = { security: { mode: 'full' }, connectors: { jira } };
    expect(checkBoostConfig({ boost }, { registry }).config?.boost).toEqual({
      security: { mode: 'full' },
      connectors: { jira: { ...jira, enabled: true, batchSize: 500 } },
    });
    expect(checkBoostConfig({ boost }).problems).toMatchObject([
      { path: 'boost.connectors', code: 'unknown_key' },
    ]);
  });
});

function problemsOf(name: string, value: string): readonly BoostConfigProblem[] {
  return readConfigValue(`boost.connectors.jira.${name}`, value, registry).problems ?? [];
}

describe('what a JSON Schema does not say of a connector', () => {
  it.each([
    ['http://canary.example.com', 'insecure_url'],
    ['ftp://canary.example.com', 'invalid_url'],
    ['https://canary:canary@example.com', 'credentials_in_url'],
    ['canary', 'invalid_url'],
  ])('refuses the endpoint %s as %s', (endpoint, code) => {
    const problems = problemsOf('endpoint', endpoint);
    expect(problems).toMatchObject([{ path: 'boost.connectors.jira.endpoint', code }]);
    expect(JSON.stringify(problems)).not.toContain('canary');
  });

  it.each([
    '* * * * *',
    '*/5 0-6,22 1 JAN-mar 1-5',
    '0 3 * * sun',
    '59 23 31 12 7',
    ' 0\t3 * * 1/2 ',
  ])('takes the cron expression %j', expression => {
    expect(problemsOf('schedule.cron', expression)).toEqual([]);
  });

  it.each([
    ['', 'five fields'],
    ['* * * *', 'five fields'],
    ['0 * * * * *', 'five fields'],
    ['@daily', 'five fields'],
    ['60 * * * *', 'minute'],
    ['* 24 * * *', 'hour'],
    ['* * 0 * *', 'day of the month'],
    ['* * * 13 *', 'month'],
    ['* * * * 8', 'day of the week'],
    ['5-1 * * * *', 'minute'],
    ['1-2-3 * * * *', 'minute'],
    ['*/0 * * * *', 'minute'],
    ['1/2/3 * * * *', 'minute'],
    ['1, * * * *', 'minute'],
    ['* canary * * *', 'hour'],
  ])('refuses the cron expression %j and names the %s', (expression, named) => {
    const problems = problemsOf('schedule.cron', expression);
    expect(problems).toMatchObject([
      { code: 'invalid_value', message: expect.stringContaining(named) },
    ]);
    expect(JSON.stringify(problems)).not.toContain('canary');
  });
});
