import { boostFieldSet } from '@rhdh-boost/config-schema';
import { createFieldTable } from '@rhdh-boost/config-schema/artefacts';
import { expect, it } from 'vitest';
import { findDifferences, readBoostFields, toCompared } from './boost-fields.fixture.ts';
import { configFields as connectors } from './index.ts';
import { ownFieldDifferences } from './own-field-differences.fixture.ts';

const theirs = readBoostFields();

it('differ from those of Boost as listed, and in nothing else', () => {
  const found = Object.entries(createFieldTable(boostFieldSet).fields).flatMap(([key, field]) => {
    const other = theirs.get(key);
    const differences =
      other === undefined ? ['only here'] : findDifferences(other, toCompared(field));
    return differences.map(difference => `${key}: ${difference}`);
  });
  const listed = Object.entries(ownFieldDifferences).flatMap(([key, differences]) =>
    Object.keys(differences).map(difference => `${key}: ${difference}`),
  );
  expect(found.toSorted(), 'own-field-differences.fixture.ts lists every difference').toEqual(
    listed.toSorted(),
  );
});

it('leave no field of Boost out, together with the connectors', () => {
  const ours = new Set([...Object.keys(boostFieldSet.fields), ...Object.keys(connectors.fields)]);
  expect([...theirs.keys()].filter(key => !ours.has(key))).toEqual([]);
});

it('are distinguished in each property and keyword', () => {
  const field = {
    scope: 'yaml-only',
    default: 1,
    sensitive: false,
    optional: true,
    schema: { type: 'integer', minimum: 0 },
  };
  expect(findDifferences(field, structuredClone(field))).toEqual([]);
  const other = {
    scope: 'db-only',
    default: 2,
    sensitive: true,
    optional: false,
    schema: { type: 'integer', maximum: 0 },
  };
  expect(findDifferences(field, other)).toEqual([
    'scope',
    'default',
    'sensitive',
    'optional',
    'schema minimum',
    'schema maximum',
  ]);
});
