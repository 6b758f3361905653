import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkScratch, inScratch } from '../../test/check/scratch-check.fixture.ts';
import { checkAppConfig } from './check-app-config.ts';

const secret = 'hunter2';
const full = 'security: {mode: full}';

describe('a name that a variable gives', () => {
  it('B10: is filled in for an included file, and not where it is no path', async () => {
    const { told, files } = await checkScratch(
      {
        'app-config.yaml': `boost: {${full}, model: {$include: "sub/\${A}.yaml#m"}}`,
        [`sub/${secret}.yaml`]: 'm: {nam: x}\n',
      },
      { env: { A: secret } },
    );
    expect(told).toEqual(['sub/hunter2.yaml:1:5 error unknown_key boost.model.nam']);
    expect(files.map(({ name }) => name)).toEqual(['app-config.yaml', 'sub/hunter2.yaml']);
    for (const key of ['$file', '$include']) {
      const { findings } = await checkScratch(
        { 'app-config.yaml': `boost: {${full}, systemPrompt: {${key}: "\${A}"}}` },
        { env: { A: secret } },
      );
      expect(findings).toHaveLength(1);
      expect(JSON.stringify(findings)).not.toContain(secret);
    }
  });

  it('is not told for a variable that is not set', async () => {
    const { findings } = await checkScratch(
      { 'app-config.yaml': `boost: {${full}, systemPrompt: {$env: "\${A}"}}` },
      { env: { A: secret } },
    );
    expect(findings).toMatchObject([
      {
        code: 'unset_variable',
        path: 'boost.systemPrompt',
        message: expect.stringContaining('names a variable by another variable'),
      },
    ]);
    expect(JSON.stringify(findings)).not.toContain(secret);
  });
});

describe('what is no regular file', () => {
  it.each(['$file', '$include'])(
    'is not opened by %s [configuration-check/Include that fails is an error]',
    async key => {
      const text = `boost: {${full}, model: {name: {${key}: pipe.yaml}}}`;
      await inScratch({ 'app-config.yaml': text }, async cwd => {
        execFileSync('mkfifo', [join(cwd, 'pipe.yaml')]);
        const { findings } = await checkAppConfig({ cwd, env: {} });
        expect(findings).toMatchObject([
          { code: key === '$file' ? 'file_unreadable' : 'include_unreadable' },
        ]);
      });
    },
    10_000,
  );
});

it('a link out of the folder is followed', async () => {
  const files = {
    'app/app-config.yaml': `boost: {${full}, model: {$include: data.yaml}, systemPrompt: {$file: p.txt}}`,
    '..data/data.yaml': 'name: " "\n',
    '..data/p.txt': 'prompt',
  };
  await inScratch(files, async folder => {
    mkdirSync(join(folder, 'mounted'));
    renameSync(join(folder, '..data'), join(folder, 'mounted/data'));
    for (const name of ['data.yaml', 'p.txt']) {
      symlinkSync(join(folder, 'mounted/data', name), join(folder, 'app', name));
    }
    const { findings } = await checkAppConfig({ cwd: join(folder, 'app'), env: {} });
    expect(findings).toMatchObject([
      { code: 'invalid_value', path: 'boost.model.name', location: { file: 'data.yaml', line: 1 } },
    ]);
  });
});

it('a whole app-config that is a text from an unset variable is refused [configuration-check/Result agrees with Backstage]', async () => {
  const { exitCode, findings } = await checkScratch({
    'app-config.yaml': '$include: shared.yaml#x\n',
    'shared.yaml': 'x: "${B}"\n',
  });
  expect([exitCode, findings.map(({ code }) => code)]).toEqual([2, ['no_mapping']]);
});

it.each([
  ['$file', 'error file_unreadable'],
  ['$include', 'error include_unreadable'],
])(
  'a link to itself is there, and cannot be read by %s [configuration-check/Include that fails is an error]',
  async (key, expected) => {
    const text = `boost: {${full}, model: {name: {${key}: loop.yaml}}}`;
    await inScratch({ 'app-config.yaml': text }, async cwd => {
      symlinkSync('loop.yaml', join(cwd, 'loop.yaml'));
      const { findings } = await checkAppConfig({ cwd, env: {} });
      expect(findings.map(({ severity, code }) => `${severity} ${code}`)).toEqual([expected]);
    });
  },
);
