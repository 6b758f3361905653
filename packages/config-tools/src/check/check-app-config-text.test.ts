import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { propertyRuns } from '@rhdh-boost/test-support/property-runs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inScratch } from '../../test/check/scratch-check.fixture.ts';
import { textsToCheck } from '../../test/check/texts-to-check.fixture.ts';
import { anyAppConfigText } from '../../test/load/any-app-config.fixture.ts';
import { checkAppConfig } from './check-app-config.ts';
import { checkAppConfigText } from './check-app-config-text.ts';
import type { CheckReport } from './report.ts';

const env = { A: 'x', HOST: 'x' };

/** What the check of a file with a text reports. */
function checkAsFile(text: string): Promise<CheckReport> {
  return inScratch({ 'app-config.yaml': text }, cwd =>
    checkAppConfig({ files: ['app-config.yaml'], cwd, env }),
  );
}

async function expectSameReport(text: string): Promise<void> {
  expect(await checkAppConfigText(text, { env })).toEqual(await checkAsFile(text));
}

const namesFile = (text: string) => /\$(?:file|include)/.test(text);

describe('a text and a file', () => {
  it.each(Object.entries(textsToCheck))(
    'C13: %s has the same findings as a text [configuration-check/Text is checked in a browser]',
    async (_name, text) => {
      expect(await checkAppConfigText(text, { env })).toEqual(await checkAsFile(text));
    },
  );

  it('C13: any app-config has the same findings as a text', async () => {
    const anyText = anyAppConfigText.filter(text => !namesFile(text));
    await fc.assert(fc.asyncProperty(anyText, expectSameReport), {
      numRuns: propertyRuns(1_000),
    });
  }, 60_000);

  it('C13: each configuration of the repository has the same findings as a text', async () => {
    const root = join(import.meta.dirname, '../../../..');
    const files = globSync('{examples,packages}/**/*.yaml', {
      cwd: root,
      exclude: file => /(?:^|\/)node_modules$/.test(file),
    });
    const texts = files.map(file => readFileSync(join(root, file), 'utf8'));
    const alone = texts.filter(text => !namesFile(text));
    expect(alone.length).toBeGreaterThan(0);
    for (const text of alone) await expectSameReport(text);
  });
});

describe('checkAppConfigText', () => {
  it('C13: applies ignore comments', async () => {
    const { 'a file with ignore comments': text = '' } = textsToCheck;
    const { findings, ignored } = await checkAppConfigText(text);
    expect(findings.map(({ code }) => code)).toEqual(['invalid_ignore', 'unknown_key']);
    expect(ignored).toMatchObject([{ code: 'unknown_key', path: 'boost.mdoe' }]);
  });

  it('C13: takes variables as an option, and none of the process', async () => {
    process.env['BOOST_TEXT_MODE'] = 'full';
    try {
      const text = 'boost:\n  security:\n    mode: ${BOOST_TEXT_MODE}\n';
      const codes = async (given?: Readonly<Record<string, string>>) => {
        const { findings } = await checkAppConfigText(text, given && { env: given });
        return findings.map(({ code }) => code);
      };
      expect(await codes()).toEqual(['unset_variable']);
      expect(await codes({ BOOST_TEXT_MODE: 'full' })).toEqual([]);
      expect(await codes({ BOOST_TEXT_MODE: 'none' })).toEqual(['invalid_value']);
    } finally {
      delete process.env['BOOST_TEXT_MODE'];
    }
  });

  it.each([
    ['$file', 'boost:\n  security:\n    mode: full\n  model:\n    name: { $file: name.txt }\n'],
    ['$include', 'boost:\n  security:\n    mode: full\n  model: { $include: model.yaml }\n'],
  ])(
    'C13: warns that %s is not read, and judges the rest [configuration-check/Text that names a file gets a warning]',
    async (key, text) => {
      const { findings, files, exitCode } = await checkAppConfigText(`${text}  mdoe: 1\n`, {
        name: 'editor.yaml',
      });
      const code = key === '$file' ? 'file_unread' : 'include_unread';
      expect(findings).toEqual([
        expect.objectContaining({
          severity: 'warning',
          code,
          path: expect.stringMatching(/^boost\.model/),
        }),
        expect.objectContaining({ severity: 'error', code: 'unknown_key', path: 'boost.mdoe' }),
      ]);
      expect(findings[0]?.location).toMatchObject({ file: 'editor.yaml' });
      expect(files).toMatchObject([{ name: 'editor.yaml', text: `${text}  mdoe: 1\n` }]);
      expect(exitCode).toBe(1);
    },
  );

  it('C13: a file that names itself is not read either', async () => {
    const { findings } = await checkAppConfigText('$include: app-config.yaml\n');
    expect(findings.map(({ code }) => code)).toEqual(['include_unread']);
  });
});
