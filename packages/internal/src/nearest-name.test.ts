import { nearestName, nearestOption } from '@rhdh-boost/internal/nearest-name';
import { expect, test } from 'vitest';

const names = ['namespace', 'name', 'enabledOnly', 'tokenEndpoint', 'base-url'];

test.each([
  ['a letter is wrong', 'namespase', 'namespace'],
  ['a letter is missing', 'tokenEndpont', 'tokenEndpoint'],
  ['a letter is surplus', 'namee', 'name'],
  ['two neighbours are swapped', 'nmae', 'name'],
  ['underscores', 'enabled_only', 'enabledOnly'],
  ['another case, no hyphen', 'baseURL', 'base-url'],
  ['three mistakes in twelve letters', 'enalbedOmlyy', 'enabledOnly'],
])('%s: %s means %s', (_, given, meant) => {
  expect(nearestName(given, names)).toBe(meant);
});

test.each([
  ['another word', 'colour'],
  ['two mistakes in five letters', 'mnaem'],
  ['a mistake in two letters', 'nm'],
  ['nothing', ''],
])('%s suggests nothing', (_, given) => {
  expect(nearestName(given, [...names, 'n'])).toBeUndefined();
});

test('the first of equally near names is suggested', () => {
  expect(nearestName('item3', ['item1', 'item2'])).toBe('item1');
});

test('a name of 128 letters is compared, a longer one is not', () => {
  for (const length of [127, 128]) {
    const near = `${'a'.repeat(length - 1)}b`;
    expect(nearestName('a'.repeat(length), [near])).toBe(near);
  }
  for (const length of [129, 10_000_000]) {
    expect(nearestName('a'.repeat(length), ['a'.repeat(128)])).toBeUndefined();
  }
});

test.each([
  ['a typing mistake', 'nmae', 'name'],
  ['a part of an option', 'endpoint', 'tokenEndpoint'],
  ['an option is a part of it', 'tokenEndpointUrl', 'tokenEndpoint'],
  ['another word', 'colour', undefined],
  ['two letters', 'on', undefined],
])('%s: %s as an option means %s', (_, given, meant) => {
  expect(nearestOption(given, names)).toBe(meant);
});

test('a short option is not found in every long name, and a text of a user is not searched', () => {
  expect(nearestOption('positionOfThings', ['on'])).toBeUndefined();
  expect(nearestOption(`name${'x'.repeat(125)}`, ['name'])).toBeUndefined();
});
