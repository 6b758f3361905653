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

it('the reference page describes each member of the JSON [configuration-command/JSON has a stable shape]', async () => {
  const page = readFileSync(join(import.meta.dirname, '../../../../docs/boost-config.md'), 'utf8');
  const [, section = ''] = page.split('\n## JSON\n');
  const report = await checkScratch({ 'app-config.yaml': 'boost: { sytemPrompt: Hello }\n' });
  const json = JSON.parse(formatReport(report, { output: 'json' }));
  const members = [...Object.keys(json), ...Object.keys(json.findings[0])];
  expect(members.length).toBeGreaterThan(12);
  expect(members.filter(member => !section.includes(`\`${member}\``))).toEqual([]);
});

describe('the README', () => {
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
      '  providers: { kagenti: { baseUrl: https://kagenti.example.com } }',
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
