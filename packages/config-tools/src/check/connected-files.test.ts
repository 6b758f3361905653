import {
  authority,
  certificate,
  certificateKey,
  expired,
} from '@rhdh-boost/test-support/certificates';
import { expect, test } from 'vitest';
import { checkScratch } from '../../test/check/scratch-check.fixture.ts';

/** An app-config in a folder below the one in which the check runs. */
const account = (keys: string) => `boost:
  security: { mode: full }
  kagenti:
    auth:
      issuer: https://sso.example.com/realms/boost
      clientId: boost
      ${keys}
  providers: { kagenti: { baseUrl: https://kagenti.example.com } }
`;
const name = 'config/app-config.yaml';
const check = (keys: string, files: Readonly<Record<string, string>>, connectFiles = true) =>
  checkScratch({ ...files, [name]: account(keys) }, { files: [name], connectFiles });
const caFile = 'clientSecret: "${SECRET:-x}"\n      caFile:';
const certificateKeys =
  'method: tls_client_auth\n      certificateFile: tls.crt\n      certificateKeyFile: tls.key';
const errorsOf = ({ findings }: Awaited<ReturnType<typeof check>>) =>
  findings.filter(({ code }) => code !== 'literal_secret');

test.each([
  ['./mounted/ca.pem', []],
  ['../mounted/ca.pem', ['file_unreadable']],
])(
  'A5: %s is read from the folder of the command [configuration-check/Relative path starts from the folder of the command]',
  async (path, codes) => {
    const report = await check(`${caFile} ${path}`, { 'mounted/ca.pem': authority });

    expect(errorsOf(report).map(({ code }) => code)).toEqual(codes);
  },
);

test.each([
  [`${caFile} ca.pem`, { 'ca.pem': expired }, 'caFile'],
  [certificateKeys, { 'tls.crt': expired, 'tls.key': certificateKey }, 'certificateFile'],
])(
  'A5: an expired certificate is a warning, case %# [configuration-check/Expired certificate is a warning]',
  async (keys, files, key) => {
    const report = await check(keys, files);

    expect(errorsOf(report)).toMatchObject([
      { severity: 'warning', code: 'certificate_expired', path: `boost.kagenti.auth.${key}` },
    ]);
    expect(report.exitCode).toBe(0);
  },
);

test('A5: a bundle with one valid authority has no warning', async () => {
  const report = await check(`${caFile} ca.pem`, { 'ca.pem': `${expired}\n${authority}` });

  expect(errorsOf(report)).toEqual([]);
});

test.each<[string, string, Record<string, string>, string, string]>([
  ['a missing file', `${caFile} missing.pem`, {}, 'caFile', '(ENOENT)'],
  ['a folder', `${caFile} config`, {}, 'caFile', '(EISDIR)'],
  ['no PEM', `${caFile} ca.pem`, { 'ca.pem': 'canary' }, 'caFile', 'no certificate in it'],
  [
    'the key of another certificate',
    certificateKeys,
    { 'tls.crt': authority, 'tls.key': certificateKey },
    'certificateKeyFile',
    'not the key of the certificate',
  ],
  [
    'a certificate in place of its key',
    certificateKeys,
    { 'tls.crt': certificate, 'tls.key': certificate },
    'certificateKeyFile',
    'no private key',
  ],
  [
    'no key to sign with',
    'method: private_key_jwt\n      keyFile: key.pem',
    { 'key.pem': 'canary' },
    'keyFile',
    'no private key',
  ],
  [
    'no token',
    'method: client_assertion\n      assertionFile: token',
    { token: 'canary' },
    'assertionFile',
    'no signed JWT',
  ],
])(
  'A5: %s is an error at its key, with the option alone',
  async (_what, keys, files, key, said) => {
    const report = await check(keys, files);

    const [finding, ...others] = errorsOf(report);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      severity: 'error',
      path: `boost.kagenti.auth.${key}`,
      message: expect.stringContaining(said),
      location: { file: name },
    });
    expect(report.exitCode).toBe(1);
    expect(JSON.stringify(report.findings)).not.toMatch(/canary|\.pem|tls\.|boost-check-/);
    expect(errorsOf(await check(keys, files, false))).toEqual([]);
  },
);

/** What is found with Kagenti's authority written like this. */
const codes = async (written: string) => {
  const secretAccount =
    '{ issuer: https://k.example.com/realms/b, clientId: b, clientSecret: "${S}" }';
  const text = `boost:\n  security: { mode: full }\n  kagenti: { auth: ${secretAccount} }\n  providers:\n    kagenti:\n      baseUrl: https://k.example.com\n      tls: { caFile: ${written} }\n`;
  const files = { 'app-config.yaml': text, 'ca.pem': authority };
  const { findings } = await checkScratch(files, { connectFiles: true, env: { S: 's' } });
  return findings.map(({ code, path }) => `${code} ${path}`);
};

test('A5: Kagenti’s authority is read, and a value that is not known or wrong itself is not', async () => {
  const key = 'boost.providers.kagenti.tls.caFile';

  expect(await codes('ca.pem')).toEqual([]);
  expect(await codes('app-config.yaml')).toEqual([`file_unusable ${key}`]);
  expect(await codes('"${NOT_SET}"')).toEqual([`unset_variable ${key}`]);
  expect(await codes('{ $file: ca.pem }')).toEqual([`invalid_value ${key}`]);
});
