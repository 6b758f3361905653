import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkAppConfig } from '@rhdh-boost/config-tools';
import { expect, onTestFinished, test } from 'vitest';
import { generateAppConfig } from './generated-app-config.ts';

test('the same seed gives the same text, another another', () => {
  expect(generateAppConfig(500, 7)).toEqual(generateAppConfig(500, 7));
  expect(generateAppConfig(500, 7).text).not.toBe(generateAppConfig(500, 8).text);
});

test.each([500, 10_000])('an app-config of %i lines is right', async lines => {
  const { text, env } = generateAppConfig(lines, 7);
  const folder = mkdtempSync(join(tmpdir(), 'generated-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'app-config.yaml'), text);

  const report = await checkAppConfig({ files: ['app-config.yaml'], cwd: folder, env });

  expect(report.findings).toEqual([]);
  expect(text.split('\n').length - 1).toBeGreaterThanOrEqual(lines);
  expect(text.split('\n').length - 1).toBeLessThan(lines + 8);
});
