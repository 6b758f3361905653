import { describe, expect, it } from 'vitest';
import { checkScratch } from '../../test/check/scratch-check.fixture.ts';

const ignore = '# boost-config-ignore-next-line';

/** The findings of an app-config whose unknown key is on the line below a comment. */
async function checkBelow(...comments: readonly string[]) {
  const above = comments.map(comment => `  ${comment}\n`).join('');
  return checkScratch({
    'app-config.yaml': `boost:\n  security: { mode: full }\n${above}  sytemPrompt: Hello\n`,
  });
}

describe('an ignore comment', () => {
  it('B9: leaves out its code on the next line [configuration-command/Ignore comment leaves a finding out]', async () => {
    const report = await checkBelow(`${ignore} unknown_key read by our own plugin`);
    expect(report).toMatchObject({ told: [], exitCode: 0 });
    expect(report.ignored).toMatchObject([{ code: 'unknown_key', path: 'boost.sytemPrompt' }]);
  });

  it('B9: may name several codes, and have other comments below it', async () => {
    const text = `boost:\n  security: { mode: full }\n  ${ignore} unknown_key,literal_secret for a test\n  # more\n\n  kagenti: { auth: { clientSecret: abc, clientIdd: a } }\n`;
    const { told } = await checkScratch({ 'app-config.yaml': text });
    expect(told.filter(line => /unknown_key|literal_secret|ignore/.test(line))).toEqual([]);
    expect(told).not.toEqual([]);
  });

  it.each([
    ['a ConfigMap', 'kind: ConfigMap\ndata:\n  app-config.yaml: |\n', '    '],
    ['a Secret', 'kind: Secret\nstringData:\n  app-config.yaml: |-\n', '    '],
  ])(
    'B9: works in the text of %s [configuration-command/Ignore comment leaves a finding out]',
    async (_, outer, margin) => {
      const lines = [
        'boost:',
        '  security: { mode: full }',
        `  ${ignore} unknown_key ours`,
        '  a: 1',
        '  b: 2',
      ];
      const text = outer + lines.map(line => `${margin}${line}\n`).join('');
      const { told } = await checkScratch({ 'app-config.yaml': text });
      expect(told).toEqual(['app-config.yaml:8:7 error unknown_key boost.b']);
    },
  );

  it('B9: of lines that end in \\r\\n is read as well', async () => {
    const text = `boost:\n  security: { mode: full }\n  ${ignore} unknown_key ours\n  a: 1\n`;
    const windows = text.replaceAll('\n', '\r\n');
    expect((await checkScratch({ 'app-config.yaml': windows })).told).toEqual([]);
  });

  it('B9: behind a value or in quotation is no silent mistake', async () => {
    const text = `boost:\n  security: { mode: full } ${ignore} unknown_key ours\n  a: 1\n  # see "${ignore} unknown_key ours"\n`;
    const { told } = await checkScratch({ 'app-config.yaml': text });
    expect(told).toEqual([
      'app-config.yaml:2:28 warning invalid_ignore',
      'app-config.yaml:3:3 error unknown_key boost.a',
    ]);
  });

  it('B9: that ignores nothing is a warning [configuration-command/Unused ignore comment is a warning]', async () => {
    const { told } = await checkBelow(`${ignore} wrong_type ours`);
    expect(told).toEqual([
      'app-config.yaml:3:3 warning unused_ignore',
      'app-config.yaml:4:3 error unknown_key boost.sytemPrompt',
    ]);
  });

  it('B9: of what depends on the machine is not reported as unused', async () => {
    const { told } = await checkBelow(`${ignore} unset_variable,unknown_key set by the cluster`);
    expect(told).toEqual([]);
  });

  it.each([
    ['without a code', ignore, 'does not name the code'],
    ['without a reason', `${ignore} unknown_key`, 'has no reason'],
    ['with an unknown code', `${ignore} unknwn_key ours`, 'names a code that no finding has'],
    ['of another form', '# boost-config-ignore unknown_key ours', 'is not an ignore comment'],
    ['of another form', '# boost-config-ignore-line unknown_key ours', 'is not an ignore comment'],
  ])(
    'B9: %s is a warning and ignores nothing [configuration-command/Ignore comment needs code and reason]',
    async (_, comment, message) => {
      const { findings, told } = await checkBelow(comment);
      expect(findings[0]?.message).toContain(message);
      expect(told).toEqual([
        'app-config.yaml:3:3 warning invalid_ignore',
        'app-config.yaml:4:3 error unknown_key boost.sytemPrompt',
      ]);
    },
  );

  it('B9: does not hide that a file cannot be read', async () => {
    const text = `${ignore} invalid_yaml ours\nboost: "\n`;
    const report = await checkScratch({ 'app-config.yaml': text });
    expect(report).toMatchObject({ findings: [{ code: 'invalid_yaml' }], exitCode: 2 });
  });
});
