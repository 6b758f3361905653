import { expect, it } from 'vitest';
import {
  findDifferences,
  readBoostFields,
  toCompared,
} from '../../test/boost-modules/boost-fields.fixture.ts';
import { ownFieldDifferences } from '../../test/boost-modules/own-field-differences.fixture.ts';
import { createFieldTable } from '../artefacts/field-table.ts';
import { boostFieldSet } from '../boost-field-set.ts';
import { configFields as boostModules } from './index.ts';

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

it('leave no field of Boost out, together with those of its modules', () => {
  const ours = new Set([...Object.keys(boostFieldSet.fields), ...Object.keys(boostModules.fields)]);
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
