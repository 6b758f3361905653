import { describe, expect, it } from 'vitest';
import { checkScratch } from '../../test/check/scratch-check.fixture.ts';
import { formatReport } from '../report/format-report.ts';

const full = '  security: {mode: full}\n';

/** The first finding in a file. */
async function firstFinding(text: string) {
  return (await checkScratch({ 'app-config.yaml': text })).findings[0];
}

/** The report on a file as text. */
async function frameOf(text: string) {
  return formatReport(await checkScratch({ 'app-config.yaml': text }), { output: 'text' });
}

describe('the other file', () => {
  const title = '[configuration-check/File that sets the other key is named]';

  it(`B10: that sets a list is named, with the list that it replaces ${title}`, async () => {
    const files = {
      'app-config.yaml': `boost:\n${full}  providers:\n    kagenti:\n      defaultAgent: team2/a\n      namespaces: [team2]\n`,
      'app-config.production.yaml': 'boost: {providers: {kagenti: {namespaces: [team1]}}}\n',
    };
    const { findings } = await checkScratch(files, { files: Object.keys(files) });
    expect(findings).toHaveLength(1);
    expect(findings[0]?.hint).toMatch(
      / boost\.providers\.kagenti\.namespaces is set in app-config\.production\.yaml:1, which replaces app-config\.yaml:6 \(lists replace, they do not merge\)\.$/,
    );
  });

  it(`B10: that switches a value off is named ${title}`, async () => {
    const files = {
      'a.yaml': `boost:\n${full}  kagenti: {allowInClusterHttp: true}\n  providers: {kagenti: {baseUrl: http://k.x.svc}}\n`,
      'b.yaml': 'boost: {kagenti: {allowInClusterHttp: false}}\n',
    };
    const { findings } = await checkScratch(files, { files: Object.keys(files) });
    expect(findings[0]?.hint).toContain(
      'boost.kagenti.allowInClusterHttp is set in b.yaml:1, which replaces a.yaml:3.',
    );
  });

  it(`B10: is not named where one file sets both ${title}`, async () => {
    const text = `boost:\n${full}  providers: {kagenti: {defaultAgent: a/b, namespaces: [x]}}\n`;
    const { findings } = await checkScratch({ 'app-config.yaml': text });
    expect(findings).toHaveLength(1);
    expect(findings[0]?.hint).not.toContain('is set in');
  });
});

describe('the path of a file', () => {
  it.each([
    ['$file: "prompts/${STAGE}.txt"', 'the file config/prompts/test.txt with its value does not'],
    ['$file: none.txt', 'the file config/none.txt with its value does not'],
    ['$include: "./${STAGE}.yaml"', 'includes a file config/test.yaml that does not exist'],
    ['$include: ../x.yaml', 'includes a file x.yaml outside the folder'],
    ['$file: /run/secrets/none', 'the file /run/secrets/none with its value'],
  ])(
    'B10: of {%s} is named [configuration-check/Missing file is a warning]',
    async (value, message) => {
      const { findings } = await checkScratch(
        { 'config/a.yaml': `boost: {security: {mode: full}, systemPrompt: {${value}}}\n` },
        { files: ['config/a.yaml'], env: { STAGE: 'test' } },
      );
      expect(findings).toHaveLength(1);
      expect(findings[0]?.message).toContain(message);
    },
  );

  it.each(['c4n4ry', 'c4n4ry+/=', '-----BEGIN c4n4ry', 'c4n4ry.txt?c4n4ry'])(
    'B10: is not shown where it may be a secret: %s [configuration-check/Finding contains no value]',
    async value => {
      for (const written of [value, '${S}']) {
        const report = await checkScratch(
          {
            'app-config.yaml': `boost: {security: {mode: full}, encryptionSecret: {$file: ${JSON.stringify(written)}}}\n`,
          },
          { env: { S: value } },
        );
        expect(report.told).toEqual([
          expect.stringContaining('warning file_missing boost.encryptionSecret'),
        ]);
        expect(JSON.stringify(report.findings)).not.toContain('c4n4ry');
      }
    },
  );
});

it.each(['$include: ../common.yaml', '$file: ../common.txt', '$include: /etc/none.yaml'])(
  'B9: {%s} in another section is no alarm [configuration-check/File outside the folder is not read]',
  async include => {
    const text = `app: {x: {${include}}}\nboost: {security: {mode: full}}\n`;
    const report = await checkScratch({ 'app-config.yaml': text });
    expect([report.exitCode, ...report.told]).toEqual([0]);
    const below = `boost: {security: {mode: full}, model: {${include}}}\n`;
    const told = (await checkScratch({ 'app-config.yaml': below })).told;
    expect(told).toEqual([expect.stringMatching(/error (?:include|file)_outside boost\.model$/)]);
  },
);

describe('text that was copied or left unfinished', () => {
  it('B10: a merge conflict is named at its first marker [configuration-check/Merge conflict is named]', async () => {
    const text = `app: {}\n<<<<<<< HEAD\nboost:\n${full}=======\nboost: {}\n>>>>>>> main\n`;
    const { told, findings } = await checkScratch({ 'app-config.yaml': text });
    expect(told).toEqual(['app-config.yaml:2:1 error invalid_yaml']);
    expect(findings[0]?.message).toContain('merge conflict');
  });

  it.each([
    ['boost:\n  x: \u201ca: b\u201d\n', 'U+201C'],
    ['boost:\n  a: b\u200b: c\n', 'U+200B'],
    ['boost:\n\u00a0\u00a0security:\n    mode: full\n\u00a0x\n', 'U+00A0'],
  ])(
    'B10: a copied character of a line that does not parse is named: %j [configuration-check/Character that came with copied text is named]',
    async (text, character) => {
      const { findings, exitCode } = await checkScratch({ 'app-config.yaml': text });
      expect(exitCode).toBe(2);
      expect(findings[0]?.hint).toContain(character);
    },
  );

  it('B10: in a name below or beside boost it is named [configuration-check/Character that came with copied text is named]', async () => {
    const below = await checkScratch({ 'app-config.yaml': `boost:\n${full}  \u00a0model: {}\n` });
    expect(below.findings).toMatchObject([{ hint: expect.stringContaining('U+00A0') }]);
    const beside = await checkScratch({ 'app-config.yaml': `boost\u200b:\n${full}` });
    expect(beside.findings).toMatchObject([{ message: expect.stringContaining('U+200B') }]);
  });

  it('B10: a tab and a duplicate key have their remedies', async () => {
    expect((await firstFinding('boost:\n\tx: 1\n'))?.hint).toBe('Use spaces instead of tabs.');
    expect((await firstFinding('boost: {}\nboost: {}\n'))?.message).toBe(
      'is set twice in one section, first on line 1',
    );
  });
});

describe('values in code frames', () => {
  const title = '[configuration-command/Code frame shows a plain value]';

  it(`B10: that are plain are readable ${title}`, async () => {
    const shown = await frameOf(
      'boost:\n  security: {mode: ful}\n  features: {agentCreation: true, x: 1}\n  providers: {kagenti: {maxRetries: -1}}\n  model: {baseUrl: "wss://models.example.com:8080/v1"}\n',
    );
    for (const value of [
      'mode: ful}',
      'agentCreation: true',
      'maxRetries: -1',
      '"wss://models.example.com:8080/v1"',
    ])
      expect(shown).toContain(value);
    expect(shown).toContain('x: ***');
  });

  it(`B10: that are plain are readable in Helm values too ${title}`, async () => {
    const shown = await frameOf(
      'upstream:\n  backstage:\n    appConfig:\n      boost:\n        security: {mode: ful}\n        model: {name: c4n4ry}\n',
    );
    expect(shown).toContain('mode: ful}');
    expect(shown).not.toContain('c4n4ry');
  });

  it.each([
    ['free text', 'boost: {security: {mode: ful}, model: {name: c4n4ry}}\n'],
    ['a choice that is none', 'boost: {security: {mode: canary-secret}}\n'],
    ['a token in a URL', 'boost: {security: {mode: ful}, model: {baseUrl: https://h/c4n4ry1x}}\n'],
    ['user information', 'boost: {security: {mode: ful}, model: {baseUrl: https://canary:x@h/}}\n'],
    ['a query', 'boost: {security: {mode: ful}, model: {baseUrl: https://h/?canary}}\n'],
    [
      'a long number',
      'boost: {security: {mode: ful}, providers: {kagenti: {maxRetries: 12345678901}}}\n',
    ],
    ['a comment', 'boost: {security: {mode: ful}} # canary\n'],
    [
      'a sensitive field',
      'boost: {security: {mode: ful}, encryptionSecret: true, devSpaces: {credentials: canary}}\n',
    ],
    [
      'the value of a sensitive field',
      'boost: {security: {mode: full}, nme: 1, devSpaces: {credentials: full}}\n',
    ],
    ['an unknown field', 'boost: {security: {mode: ful, canary2: 4711}}\n'],
    ['a file that does not parse', 'boost: {security: {mode: full}\n  x: y: z\n'],
  ])(`B10: that may be secrets are masked: %s ${title}`, async (_what, text) => {
    const frame = (await frameOf(text)).split('\n').filter(line => line.includes(' | '));
    expect(frame.length).toBeGreaterThan(0);
    expect(frame.join('\n')).not.toMatch(/c4n4ry|canary(?!2)|4711|12345678901|: true|: full/);
  });
});

describe('a slip in YAML', () => {
  it.each(['systemPrompt: "c4n4ry\n  model:\n    name: x\n', "systemPrompt: 'c4n4ry\n"])(
    'B10: a quote that is not closed is named by its line: %j',
    async text => {
      const finding = await firstFinding(`boost:\n${full}  ${text}`);
      expect(finding?.message).toBe(
        'is not valid YAML: a quote that is opened on line 3 is not closed',
      );
      expect(JSON.stringify(finding)).not.toContain('c4n4ry');
    },
  );

  it('B10: another missing character is not taken for a quote', async () => {
    const finding = await firstFinding(`boost:\n${full}  systemPrompt: "a"\n  model: {name: "b"\n`);
    expect(finding?.message).not.toContain('is opened on line');
  });

  it('B10: a missing space after a colon is explained', async () => {
    const finding = await firstFinding(`boost:\n${full}  systemPrompt:c4n4ry\n  model: {}\n`);
    expect(finding?.message).toContain('or the space after the colon is missing');
  });
});
