import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkScratch } from '../../test/check/scratch-check.fixture.ts';
import { formatReport } from './format-report.ts';

const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');

/** The first block of a language behind a line of the README. */
function block(after: string, language: string): string {
  const from = readme.indexOf(after);
  expect(from).toBeGreaterThan(-1);
  return readme.slice(from).split(`\`\`\`${language}\n`)[1]?.split('```')[0] ?? '';
}

describe('the README', () => {
  it('has the JSON that the command gives [configuration-command/JSON has a stable shape]', async () => {
    const [, text = ''] = /Of `(boost: .+?)` in `app-config\.yaml`/.exec(readme) ?? [];
    const report = await checkScratch({ 'app-config.yaml': `${text}\n` });
    expect(report.findings).toHaveLength(1);
    expect(JSON.parse(block('### The JSON of `check`', 'json'))).toEqual(
      JSON.parse(formatReport(report, { output: 'json' })),
    );
  });

  it('shows a finding as the command does [configuration-command/Finding is shown with place and remedy]', async () => {
    const text = [
      'boost:',
      '  security: { mode: full }',
      '  kagenti:',
      '    allowInClusterHttp: false',
      '    auth:',
      '      tokenEndpoint: http://keycloak.example.com/realms/boost/protocol/openid-connect/token',
      '      clientId: boost',
      '      clientSecret: ${CLIENT_SECRET}',
      '',
    ].join('\n');
    const report = await checkScratch(
      { 'app-config.yaml': text },
      { env: { CLIENT_SECRET: 'secret' } },
    );
    expect(block('A finding looks like this', 'text')).toBe(
      formatReport(report, { output: 'text' }),
    );
  });
});
