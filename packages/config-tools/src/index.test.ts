import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { run } from '../test/command/command.fixture.ts';
import { checkAppConfig, formatReport } from './index.ts';

it('gives by functions what the command writes [configuration-command/Findings are reported by a function]', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'boost-config-'));
  onTestFinished(() => rmSync(cwd, { recursive: true }));
  writeFileSync(join(cwd, 'app-config.yaml'), 'boost: { security: { mdoe: full } }\n');
  const report = await checkAppConfig({ cwd, env: {} });
  const { stdout, exitCode } = await run(['check'], { cwd });
  expect(formatReport(report, { output: 'text' })).toBe(stdout);
  expect(stdout).toContain('Did you mean boost.security.mode?');
  expect(report.exitCode).toBe(exitCode);
});
