import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { finding, placeOf, reportOn } from '../../test/report/report.fixture.ts';
import { overlayPlace } from '../load/overlay.ts';
import { formatReport } from './format-report.ts';

const text = 'boost:\n  kagenti:\n    auth: { tokenEndpoint: http://a.example.com }\n';
const location = placeOf('app-config.yaml', text, 'http://a.example.com');
const report = reportOn(text, [
  finding({ location }),
  finding({ severity: 'warning', code: 'unset_variable' }),
]);

describe('json report', () => {
  it('has the members that the README names [configuration-command/JSON has a stable shape]', () => {
    expect(JSON.parse(formatReport(report, { output: 'json' }))).toEqual({
      files: ['app-config.yaml'],
      findings: [
        {
          severity: 'error',
          code: 'insecure_url',
          path: 'boost.kagenti.auth.tokenEndpoint',
          message: 'must be https, because a credential is sent there',
          hint: 'Write https.',
          location: { file: 'app-config.yaml', line: 3, column: 28, endLine: 3, endColumn: 48 },
        },
        {
          severity: 'warning',
          code: 'unset_variable',
          path: 'boost.kagenti.auth.tokenEndpoint',
          message: 'must be https, because a credential is sent there',
          hint: 'Write https.',
        },
      ],
      errors: 1,
      warnings: 1,
      exitCode: 1,
    });
  });

  it('is whole when nothing was found', () => {
    expect(JSON.parse(formatReport(reportOn(text, []), { output: 'json' }))).toEqual({
      files: ['app-config.yaml'],
      findings: [],
      errors: 0,
      warnings: 0,
      exitCode: 0,
    });
  });
});

describe('github report', () => {
  it('writes one command a finding [configuration-command/Workflow commands are escaped]', () => {
    expect(formatReport(report, { output: 'github' })).toBe(
      `::error file=app-config.yaml,line=3,endLine=3,col=28,endColumn=48,title=insecure_url::boost.kagenti.auth.tokenEndpoint must be https, because a credential is sent there. Write https.
::warning title=unset_variable::boost.kagenti.auth.tokenEndpoint must be https, because a credential is sent there. Write https.
`,
    );
  });

  it('gives no columns for a place over several lines [configuration-command/Workflow commands are escaped]', () => {
    const several = finding({ location: { ...location, endLine: 4 } });
    expect(formatReport(reportOn(text, [several]), { output: 'github' })).toMatch(
      /^::error file=app-config\.yaml,line=3,endLine=4,title=insecure_url::/,
    );
  });

  it('escapes what would end a property, a command or a line [configuration-command/Workflow commands are escaped]', () => {
    const odd = finding({
      code: 'a,b:c%',
      message: '100%\r\nof a:b, c',
      location: { ...location, file: 'a,b:c%\n.yaml' },
    });
    expect(formatReport(reportOn(text, [odd]), { output: 'github' })).toBe(
      '::error file=a%2Cb%3Ac%25%0A.yaml,line=3,endLine=3,col=28,endColumn=48,title=a%2Cb%3Ac%25::boost.kagenti.auth.tokenEndpoint 100%25%0D%0Aof a:b, c. Write https.\n',
    );
  });
});

describe('the place of an option', () => {
  const ofOption = reportOn(text, [finding({ location: overlayPlace('the option --issuer') })]);

  it('is no file for a code host', () => {
    const said = 'the option --issuer: boost.kagenti.auth.tokenEndpoint must be https';
    expect(formatReport(ofOption, { output: 'github' })).toContain(
      `::error title=insecure_url::${said}`,
    );
    const [result] = JSON.parse(formatReport(ofOption, { output: 'sarif' })).runs[0].results;
    expect(result.message.text).toContain(said);
    expect(result.locations).toEqual([{ logicalLocations: [expect.anything()] }]);
  });

  it('has no line in text', () => {
    expect(formatReport(ofOption, { output: 'text' })).toMatch(
      /^the option --issuer error boost\.kagenti/,
    );
  });
});

describe('names of files for a code host', () => {
  const place = { cwd: '/srv/repository/deploy', root: '/srv/repository' };
  const uriOf = (file: string) => {
    const found = reportOn(text, [finding({ location: { ...location, file } })]);
    const { runs } = JSON.parse(formatReport(found, { output: 'sarif', ...place }));
    return runs[0].results[0].locations[0].physicalLocation.artifactLocation;
  };
  const annotated = (file: string) =>
    /file=([^,]+),/.exec(
      formatReport(reportOn(text, [finding({ location: { ...location, file } })]), {
        output: 'github',
        ...place,
      }),
    )?.[1];

  it('B11: are relative to the root of the repository [configuration-command/Code hosts get names from the root]', () => {
    expect(annotated('a.yaml')).toBe('deploy/a.yaml');
    expect(annotated('../b.yaml')).toBe('b.yaml');
    expect(annotated('/srv/repository/c.yaml')).toBe('c.yaml');
    expect(uriOf('a.yaml')).toEqual({ uri: 'deploy/a.yaml', uriBaseId: '%SRCROOT%' });
    expect(uriOf('../b.yaml')).toEqual({ uri: 'b.yaml', uriBaseId: '%SRCROOT%' });
  });

  it('B11: outside of the repository, and standard input, stay as they are', () => {
    expect(annotated('../../d.yaml')).toBe('../../d.yaml');
    expect(annotated('/etc/d.yaml')).toBe('/etc/d.yaml');
    expect(annotated('<stdin>')).toBe('<stdin>');
    expect(uriOf('/etc/d.yaml')).toEqual({ uri: 'file:///etc/d.yaml' });
  });
});

describe('sarif report', () => {
  const require = createRequire(import.meta.url);
  const schemaFile = require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
  // The schema is of draft 4; what it uses means the same in draft 7, but for the name of its id.
  const { $schema: _draft, id: _id, ...schema } = JSON.parse(readFileSync(schemaFile, 'utf8'));
  const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(
    schema,
  );

  function sarif(given: Parameters<typeof formatReport>[0]) {
    const document = JSON.parse(formatReport(given, { output: 'sarif' }));
    return { document, valid: validate(document), errors: validate.errors };
  }

  const { path: _path, ...withoutPath } = finding();

  it.each([
    ['findings', report],
    ['no findings', reportOn(text, [])],
    ['neither path nor place', reportOn(text, [withoutPath])],
    ['an unreadable file', { ...report, exitCode: 2 as const }],
    [
      'an odd file',
      reportOn(text, [finding({ location: { ...location, file: 'a b/%\ud800\u001b.yaml' } })]),
    ],
    [
      'an absolute file',
      reportOn(text, [finding({ location: { ...location, file: '/etc/a b.yaml' } })]),
    ],
  ])('is valid with %s [configuration-command/SARIF points at the place]', (_, given) => {
    const { valid, errors } = sarif(given);
    expect(errors).toBeNull();
    expect(valid).toBe(true);
  });

  const fingerprints = (given: Parameters<typeof formatReport>[0]) =>
    sarif(given).document.runs[0].results.map(
      ({ partialFingerprints }: { partialFingerprints: Record<string, string> }) =>
        partialFingerprints['boostConfigFinding/v1'],
    );

  it('B11: describes each rule and links the reference [configuration-command/Rules explain themselves]', () => {
    const { document, valid } = sarif(report);
    const { driver } = document.runs[0].tool;
    expect(valid).toBe(true);
    expect(driver.informationUri).toMatch(/^https:\/\//);
    expect(driver.rules[0]).toMatchObject({
      id: 'insecure_url',
      shortDescription: { text: 'A credential would be sent over http.' },
      help: { text: expect.stringContaining('Use https.') },
      helpUri: expect.stringMatching(/^https:\/\/.*docs\/boost-config\.md#codes-of-findings$/),
    });
  });

  it('B11: has a fingerprint that lines above do not change [configuration-command/Finding keeps its fingerprint]', () => {
    const lower = finding({ location: { ...location, line: 30, endLine: 30 } });
    const [first, second] = fingerprints(reportOn(text, [finding({ location }), lower]));
    expect(fingerprints(reportOn(text, [lower]))).toEqual([first]);
    expect(second).not.toBe(first);
    const elsewhere = finding({ location: { ...location, file: 'b.yaml' } });
    expect(fingerprints(reportOn(text, [elsewhere]))).not.toEqual([first]);
  });

  it('is held against a schema that refuses [configuration-command/SARIF points at the place]', () => {
    expect(validate({ version: '2.1.0', runs: [{ tool: {} }] })).toBe(false);
  });

  it('is whole when nothing was found', () => {
    const { document } = sarif(reportOn(text, []));
    expect(document.runs[0].results).toEqual([]);
    expect(document.runs[0].invocations).toEqual([{ executionSuccessful: true }]);
  });

  it('has place, path, level and rule [configuration-command/SARIF points at the place]', () => {
    const { document } = sarif(report);
    const [run] = document.runs;
    expect(run.columnKind).toBe('utf16CodeUnits');
    expect(run.tool.driver.rules).toMatchObject([
      { id: 'insecure_url', name: 'InsecureUrl' },
      { id: 'unset_variable', name: 'UnsetVariable' },
    ]);
    expect(run.results[0]).toMatchObject({
      ruleId: 'insecure_url',
      ruleIndex: 0,
      level: 'error',
      message: {
        text: 'boost.kagenti.auth.tokenEndpoint must be https, because a credential is sent there. Write https.',
      },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'app-config.yaml' },
            region: { startLine: 3, startColumn: 28, endLine: 3, endColumn: 48 },
          },
          logicalLocations: [
            { fullyQualifiedName: 'boost.kagenti.auth.tokenEndpoint', kind: 'member' },
          ],
        },
      ],
    });
    expect(run.results[1]).toMatchObject({ ruleIndex: 1, level: 'warning' });
  });

  it('writes files as URIs, and what could not be read as a failed run [configuration-command/SARIF points at the place]', () => {
    const uriOf = (file: string) =>
      sarif(reportOn(text, [finding({ location: { ...location, file } })])).document.runs[0]
        .results[0].locations[0].physicalLocation.artifactLocation.uri;
    expect(uriOf('deploy/a b#c.yaml')).toBe('deploy/a%20b%23c.yaml');
    expect(uriOf('/etc/boost/a.yaml')).toBe('file:///etc/boost/a.yaml');
    const failed = sarif({ ...report, exitCode: 2 }).document;
    expect(failed.runs[0].invocations).toEqual([{ executionSuccessful: false }]);
  });
});
