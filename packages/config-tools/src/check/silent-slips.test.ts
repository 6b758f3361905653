import { describe, expect, it } from 'vitest';
import { checkScratch } from '../../test/check/scratch-check.fixture.ts';

const full = '  security: {mode: full}\n';

/** What a check of several files reports, in their order; all of it has a remedy. */
async function toldOf(files: Readonly<Record<string, string>>, env: Record<string, string> = {}) {
  const { told, findings } = await checkScratch(files, { files: Object.keys(files), env });
  for (const { hint } of findings) expect(hint).toMatch(/^[A-Z].*\.$/);
  return told;
}

/** A configuration whose account has this secret, which begins in line 7. */
const account = (secret: string) =>
  `boost:\n${full}  kagenti:\n    auth:\n      issuer: https://k.example.com/realms/b\n      clientId: b\n      clientSecret: ${secret}\n  providers: {kagenti: {baseUrl: https://k.example.com}}\n`;

describe('a section in the wrong place', () => {
  const title = '[configuration-check/Section beside boost is a warning]';

  it.each([
    ['kagenti:\n  auth: {method: none}\n', 'kagenti'],
    ['providers:\n  kagenti:\n    baseUrl: https://x\n', 'providers'],
    ['security: {mode: full}\n', 'security'],
  ])(`B8: beside boost is a warning: %j ${title}`, async (section, path) => {
    expect(await toldOf({ 'a.yaml': `boost:\n${full}${section}` })).toEqual([
      `a.yaml:3:1 warning boost_misplaced ${path}`,
    ]);
    expect(await toldOf({ 'a.yaml': `boost:\n${full}`, 'b.yaml': section })).toEqual([
      `b.yaml:1:1 warning boost_misplaced ${path}`,
    ]);
  });

  it(`B8: is another plugin's where it contains no key of Boost ${title}`, async () => {
    const others = 'security: {policy: x}\nfeatures:\n  - a\nmodel: x\nproviders: {github: {}}\n';
    expect(await toldOf({ 'a.yaml': `boost:\n${full}${others}` })).toEqual([]);
  });

  it(`B8: is a boost within another section of one of two files ${title}`, async () => {
    const nested = 'app:\n  title: x\n  boost:\n    providers: {kagenti: {}}\n';
    expect(await toldOf({ 'a.yaml': `boost:\n${full}`, 'b.yaml': nested })).toEqual([
      'b.yaml:3:3 warning boost_misplaced app.boost',
    ]);
    const other = 'app:\n  boost:\n    speed: 3\n';
    expect(await toldOf({ 'a.yaml': `boost:\n${full}`, 'b.yaml': other })).toEqual([]);
  });
});

describe('a section without indentation', () => {
  const title = '[configuration-check/Misplaced section explains missing keys]';
  const provider = '  providers: {kagenti: {baseUrl: https://k.example.com}}\n';

  it(`B8: is the only error for the required keys in it ${title}`, async () => {
    const section = 'kagenti:\n  auth: {issuer: https://k.example.com/realms/b, method: none}\n';
    expect(await toldOf({ 'a.yaml': `boost:\n${full}${provider}${section}` })).toEqual([
      'a.yaml:4:1 error boost_misplaced kagenti',
    ]);
    expect(
      await toldOf({ 'a.yaml': 'boost: {systemPrompt: a}\nsecurity: {mode: full}\n' }),
    ).toEqual(['a.yaml:2:1 error boost_misplaced security']);
  });

  it(`B8: does not replace the error for a key that it lacks ${title}`, async () => {
    const section = 'kagenti: {allowInClusterHttp: true}\n';
    expect(await toldOf({ 'a.yaml': `boost:\n${full}${provider}${section}` })).toEqual([
      'a.yaml:1:1 error required boost.kagenti.auth',
      'a.yaml:4:1 warning boost_misplaced kagenti',
    ]);
  });

  it('B8: is named where it breaks the indentation', async () => {
    const broken = `boost:\n${full}providers:\n    ogx: {}\n  kagenti:\n    auth: {}\n`;
    const { findings } = await checkScratch({ 'app-config.yaml': broken });
    expect(findings).toHaveLength(1);
    expect(findings[0]?.hint).toBe(
      'Indent providers on line 3: it is at the top level, and belongs below boost.',
    );
    const other = broken.replace('providers', 'c4n4ry');
    const [finding] = (await checkScratch({ 'app-config.yaml': other })).findings;
    expect(finding?.hint).not.toContain('c4n4ry');
  });
});

describe('a variable without its closing brace', () => {
  it.each([
    ['${KAGENTI_CLIENT_SECRET', 'Write ${KAGENTI_CLIENT_SECRET}.'],
    ['${c4n4ry', 'Write ${NAME}.'],
    ['${C4N4RY:-x', 'Write ${NAME}.'],
  ])('B8: is one finding: %s', async (secret, hint) => {
    const { findings } = await checkScratch({ 'app-config.yaml': account(secret) });
    expect(findings).toMatchObject([
      { severity: 'warning', code: 'unfilled_variable', message: 'has no closing brace', hint },
    ]);
    expect(JSON.stringify(findings)).not.toContain('c4n4ry');
  });

  it('B8: is an error where the value is one', async () => {
    const text = account('${SECRET}').replace('https://k.example.com/realms/b', '${ISSUER');
    const { told } = await checkScratch({ 'app-config.yaml': text }, { env: { SECRET: 'abc' } });
    expect(told).toEqual([
      'app-config.yaml:5:15 error unfilled_variable boost.kagenti.auth.issuer',
    ]);
  });

  it('B8: does not hide a secret in another file', async () => {
    const files = { 'a.yaml': account('c4n4ry'), 'b.yaml': account('${SECRET') };
    expect(await toldOf(files)).toEqual([
      'a.yaml:7:21 warning literal_secret boost.kagenti.auth.clientSecret',
      'b.yaml:7:21 warning unfilled_variable boost.kagenti.auth.clientSecret',
    ]);
  });
});

describe('a key that a later file empties', () => {
  const title = '[configuration-check/Key emptied in a later file is a warning]';
  const one = `boost:\n${full}  model:\n    name: c4n4ry\n`;

  it(`B8: is a warning with the place of the earlier value ${title}`, async () => {
    const files = { 'a.yaml': one, 'b.yaml': 'boost:\n  model:\n    # name: other\n' };
    const { told, findings } = await checkScratch(files, { files: Object.keys(files) });
    expect(told).toEqual(['b.yaml:2:3 warning emptied_key boost.model']);
    expect(findings[0]?.message).toBe('has no value here, which removes what a.yaml:3 sets');
    expect(JSON.stringify(findings)).not.toContain('c4n4ry');
  });

  it(`B8: is in order where null is written, and where nothing was set ${title}`, async () => {
    for (const written of ['null', '~', '{}'])
      expect(await toldOf({ 'a.yaml': one, 'b.yaml': `boost: {model: ${written}}\n` })).toEqual([]);
    expect(await toldOf({ 'a.yaml': `boost:\n${full}`, 'b.yaml': 'boost: {model: }\n' })).toEqual(
      [],
    );
  });

  it(`B8: that is required is one error ${title}`, async () => {
    const files = { 'a.yaml': `boost:\n${full}`, 'b.yaml': 'boost:\n  security:\n    mode:\n' };
    const { told, findings } = await checkScratch(files, { files: Object.keys(files) });
    expect(told).toEqual(['b.yaml:3:5 error required boost.security.mode']);
    expect(findings[0]?.message).toContain('removes what a.yaml:2 sets');
  });

  it('B8: boost itself is reported with the place of the earlier section', async () => {
    expect(await toldOf({ 'a.yaml': one, 'b.yaml': 'boost:\n#  x: 1\n' })).toEqual([
      'b.yaml:1:1 warning emptied_key boost',
    ]);
  });

  it('B10: a missing key that is there without a value is reported at the key', async () => {
    const text = `boost:\n${full}  kagenti:\n    auth:\n      issuer: https://k/realms/b\n      clientId: b\n      clientSecret:\n  providers: {kagenti: {baseUrl: https://k.example.com}}\n`;
    const { told, findings } = await checkScratch({ 'app-config.yaml': text });
    expect(told).toEqual(['app-config.yaml:7:7 error required boost.kagenti.auth.clientSecret']);
    expect(findings[0]?.message).toContain('has no value');
  });
});

describe('text that Backstage leaves as it is', () => {
  it.each([
    ['"${S} "', 'surrounding_space'],
    ['" ${S}"', 'surrounding_space'],
    ['$S3CRET', 'unfilled_variable'],
  ])('B8: %s is a warning, whether or not the variable is set', async (secret, code) => {
    for (const env of [{}, { S: 'x' }] as const) {
      const told = await toldOf({ 'a.yaml': account(secret) }, env);
      expect(told.filter(line => !line.includes('unset_variable'))).toEqual([
        `a.yaml:7:21 warning ${code} boost.kagenti.auth.clientSecret`,
      ]);
    }
  });

  it('B8: a block keeps the line break at its end, and ">-" does not', async () => {
    const block = (sign: string) => account(`${sign}\n        \${S}`);
    expect(await toldOf({ 'a.yaml': block('|') }, { S: 'x' })).toEqual([
      'a.yaml:7:21 warning surrounding_space boost.kagenti.auth.clientSecret',
    ]);
    expect(await toldOf({ 'a.yaml': block('>-') }, { S: 'x' })).toEqual([]);
    expect(await toldOf({ 'a.yaml': account('${S}   ') }, { S: ' x ' })).toEqual([]);
  });
});

it('B8: disabled authentication beside production is a warning in the merged files', async () => {
  const off = 'boost: {security: {mode: development-only-no-auth}}\n';
  const told = ['a.yaml:1:26 warning auth_disabled boost.security.mode'];
  const beside = async (more: string, env = {}) => toldOf({ 'a.yaml': off, 'b.yaml': more }, env);
  expect(await beside('auth: {environment: production}\n')).toEqual(told);
  expect(await beside('app:\n  baseUrl: https://c4n4ry.example.com\n')).toEqual(told);
  expect(await beside('app:\n  baseUrl: ${URL}\n', { URL: 'https://x.example.com' })).toEqual(told);
  expect(await beside('app:\n  baseUrl: http://localhost:3000\n')).toEqual([]);
  expect(await beside('app:\n  baseUrl: ${URL}\n')).toEqual([]);
});

it('B8: values for another purpose are warnings at their places', async () => {
  const auth = '{issuer: https://k.example.com/realms/b, clientId: b, clientSecret: "${S}"}';
  const text = `boost:\n${full}  providers:\n    kagenti:\n      baseUrl: https://k.example.com/api/v1\n      requestTimeoutMs: 30\n  kagenti: {auth: ${auth}}\n`;
  expect(await toldOf({ 'a.yaml': text }, { S: 's' })).toEqual([
    'a.yaml:5:16 warning unlikely_url boost.providers.kagenti.baseUrl',
    'a.yaml:6:25 warning unlikely_unit boost.providers.kagenti.requestTimeoutMs',
  ]);
});
