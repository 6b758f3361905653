import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratchFolder } from '../common/scratch-folder.fixture.ts';
import { findChromium } from './chromium.ts';

test('a browser that is named, or on the path', () => {
  const folder = scratchFolder({ 'bin/chromium': '#!/bin/sh', 'named/browser': '#!/bin/sh' });
  const environment = { PATH: [join(folder, 'empty'), join(folder, 'bin')].join(':') };

  expect(findChromium(environment)).toEqual({
    available: true,
    executable: join(folder, 'bin/chromium'),
  });
  expect(findChromium({ ...environment, CHROMIUM: join(folder, 'named/browser') })).toEqual({
    available: true,
    executable: join(folder, 'named/browser'),
  });
});

test('no browser, or one that cannot be run', () => {
  const folder = scratchFolder({ 'bin/chromium': 'not a program' });

  expect(findChromium({ PATH: join(folder, 'bin') })).toMatchObject({
    missing: expect.stringMatching(/^Chromium is missing: install it/),
  });
  expect(findChromium({ CHROMIUM: join(folder, 'bin/chromium') })).toMatchObject({
    missing: expect.stringMatching(/^CHROMIUM names .*chromium, which cannot be run\.$/),
  });
});
