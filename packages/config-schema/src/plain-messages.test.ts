import { describe, expect, it } from 'vitest';
import { codesOf, problemsOf } from '../test/problems.fixture.ts';
import { parseBoostConfigPart } from './config-part.ts';

const linesOf = (section: object) =>
  problemsOf(section).map(({ path, message, hint }) => `${path} ${message}. ${hint}`);

describe('the wrong part of a URL', () => {
  const title = '[boost-configuration/Wrong part of a URL is named]';

  it.each([
    ['canary.example.com/v1', 'has no scheme'],
    ['localhost:8080/canary', 'has no scheme'],
    ['/canary', 'has no scheme'],
    ['https:/canary.example.com', 'has no // behind its scheme'],
    ['wss://canary.example.com', 'has the wrong scheme wss'],
    ['canary://x.example.com', 'has the wrong scheme:'],
    ['https:///canary', 'has no host'],
    ['https://can ary.example.com', 'contains white space'],
    ['https://canary.example.com ', 'begins or ends with white space'],
    ['https://canary.example.com:99999/', 'has a port above 65535'],
    ['https://example.com:canary/', 'has a port that is not a number'],
    ['https://can*ary/', 'has a host with characters'],
    ['https://1.2.3.canary.999/', 'has a host that is no valid name'],
    ['https://example.com/%zcanary', 'contains a % that is not part of an escape'],
    ['https://example.com/{canary}', 'contains a character that URLs do not have'],
    ['https://example.com\\canary', 'contains a backslash'],
    ['https://<canary>/v1', 'contains a placeholder'],
    ['https://{{ .Values.canary }}/', 'contains a placeholder'],
    ['https://$CANARY/', 'contains a placeholder'],
    ['https://${canary', 'contains a placeholder'],
    ['\u201chttps://canary.example.com\u201d', 'contains a typographic quote (U+201C)'],
    ['https://canary.example.com\u200b/', 'contains a zero-width character (U+200B)'],
  ])(`B10: in %j is named and not shown ${title}`, (baseUrl, message) => {
    const [problem, ...others] = problemsOf({ model: { baseUrl } });
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ path: 'boost.model.baseUrl', code: 'invalid_url' });
    expect(problem?.message).toContain(message);
    expect(problem?.hint).toMatch(/^[A-Z].*\.$/);
    expect(JSON.stringify(problem)).not.toContain('canary');
  });
});

describe('one mistake', () => {
  it('B10: is one problem where a section has a wrong type [boost-configuration/Section of a wrong type is one problem]', () => {
    expect(codesOf({ security: 'full' })).toEqual(['boost.security wrong_type']);
    expect(codesOf({ kagenti: { auth: 'x' } })).toEqual(['boost.kagenti.auth wrong_type']);
    expect(codesOf({ agentApproval: { mode: 'sonataflow', sonataflow: [] } })).toEqual([
      'boost.agentApproval.sonataflow wrong_type',
    ]);
  });

  it.each([
    [{ tokenUrl: 'https://x', clientID: 'x', secret: 'x' }, 3],
    [{ realm: 'x', client_id: 'x', client_secret: 'x' }, 3],
  ])(
    'B10: is one problem for each renamed key of %j [boost-configuration/Name that other programs use gets its key]',
    (auth, count) => {
      const problems = problemsOf({ kagenti: { auth } });
      expect(problems.map(({ code }) => code)).toEqual(Array(count).fill('unknown_key'));
      for (const { hint } of problems)
        expect(hint).toMatch(/^(?:Did you mean|Set) boost\.kagenti\.auth\.\w+\b/);
    },
  );
});

describe('a name', () => {
  const title = '[boost-configuration/Name that other programs use gets its key]';

  it.each([
    [{ 'kagenti.allowInClusterHttp': true }, 'kagenti: allowInClusterHttp.'],
    [{ 'model.name': 'x' }, 'model: name.'],
  ])(`B10: with dots is split ${title}`, (section, hint) => {
    expect(problemsOf(section)).toMatchObject([
      { code: 'unknown_key', hint: expect.stringContaining(hint) },
    ]);
  });

  it.each([
    ['\u00a0\u00a0model', 'no-break space (U+00A0). Type the space again.'],
    ['\u201cmodel\u201d', 'typographic quote (U+201C). Use'],
    ['model\u200b', 'zero-width character (U+200B). Delete it.'],
    ['model\uff1a x', 'colon that is not ":" (U+FF1A). Type'],
  ])(`B10: %j is explained by its characters ${title}`, (name, hint) => {
    expect(problemsOf({ [name]: {} })).toMatchObject([
      { code: 'unknown_key', hint: expect.stringContaining(hint) },
    ]);
  });

  it('B10: with copied characters counts as what it means', () => {
    expect(
      problemsOf({
        kagenti: { auth: { issuer: 'https://k/realms/b', '\u00a0clientId': 'x', secret: 'x' } },
      }).map(({ code }) => code),
    ).toEqual(['unknown_key', 'unknown_key']);
  });

  it('B10: of another level is found, one level off or in another section', () => {
    expect(linesOf({ clientSecret: 'x' })[0]).toContain(
      'Did you mean boost.kagenti.auth.clientSecret?',
    );
    expect(linesOf({ providers: { kagenti: { auth: {} } } })[0]).toContain(
      'Did you mean boost.kagenti.auth?',
    );
  });

  it.each(['insecureSkipVerify', 'rejectUnauthorized', 'insecure_skip_verify', 'skipTLSVerify'])(
    'B10: %s is answered with the keys of certificate authorities [boost-configuration/Switch for certificate checks is answered]',
    name => {
      for (const section of [
        { kagenti: { [name]: true } },
        { providers: { kagenti: { [name]: true } } },
      ]) {
        const [line = '', ...others] = linesOf(section);
        expect(others).toEqual([]);
        expect(line).toContain('boost.providers.kagenti.tls.caFile');
        expect(line).toContain('boost.kagenti.auth.caFile');
      }
    },
  );
});

it.each([
  [{ auth: { Realm: 'boost' } }, 'Set boost.kagenti.auth.issuer to the URL of the realm'],
  [{ auth: { token_url: 'x' } }, 'Did you mean boost.kagenti.auth.tokenEndpoint?'],
  [{ 'show-all-namespaces': true }, 'List the namespaces that may be called'],
])('A3: %j is answered as in the usual spelling', (kagenti, hint) => {
  expect(problemsOf({ kagenti })[0]?.hint).toContain(hint);
});

it.each(['30s', '500 ms', ' 1.5h'])(
  'B10: a number with a unit is answered: %s',
  requestTimeoutMs => {
    const kagenti = { baseUrl: 'https://k.example.com', requestTimeoutMs };
    const auth = { issuer: 'https://k/realms/b', clientId: 'b', clientSecret: 'c' };
    expect(problemsOf({ providers: { kagenti }, kagenti: { auth } })).toMatchObject([
      { code: 'wrong_type', hint: expect.stringContaining('without a unit') },
    ]);
  },
);

it('B10: a value with typographic quotes is explained by them, and a secret is not', () => {
  expect(problemsOf({ security: { mode: '\u201cfull\u201d' } })).toMatchObject([
    { hint: 'The value contains a typographic quote (U+201C). Use " or \'.' },
  ]);
  const [secret] = problemsOf({ encryptionSecret: '\u201cshort\u201d' });
  expect(secret?.hint).not.toContain('U+');
});

it('B10: the start of a backend reports the same, as one error', () => {
  const boost = { providers: { kagenti: { baseUrl: 'wss://canary' } } };
  const use = { keys: ['boost.providers.kagenti.baseUrl'] as const, sections: [] };
  expect(() => parseBoostConfigPart({ boost }, use)).toThrow(
    'The boost configuration has 1 problem:\n  boost.providers.kagenti.baseUrl has the wrong scheme wss: only https and http are accepted. Write it like https://host.example.com/path.',
  );
});
