import { expect, it } from 'vitest';
import { checkScratch } from '../../test/check/scratch-check.fixture.ts';

const title = '[configuration-check/Name near boost is a warning]';

it.each([
  ['Boost: {security: {mode: full}}', 'Boost', 'Did you mean boost?'],
  ['bosot: {security: {mode: full}}', 'bosot', 'Did you mean boost?'],
  [
    'boost.security.mode: full',
    '["boost.security.mode"]',
    'Write nested sections, beginning with boost:.',
  ],
])(`%s is told ${title}`, async (text, path, hint) => {
  const { findings, exitCode } = await checkScratch({ 'app-config.yaml': `app: {}\n${text}\n` });
  expect(findings).toMatchObject([
    { severity: 'warning', code: 'near_boost', path, hint, location: { line: 2, column: 1 } },
  ]);
  expect(exitCode).toBe(1);
});

it(`other names are not ${title}`, async () => {
  const names = ['app', 'backend', 'auth', 'catalog', 'proxy', 'bookmarks', 'roost-of-birds'];
  const text = names.map(name => `${name}: {Boost: 1, boost.x: 2}\n`).join('');
  const boost = 'boost: {security: {mode: full}}\n';
  expect((await checkScratch({ 'app-config.yaml': text + boost })).told).toEqual([]);
});
