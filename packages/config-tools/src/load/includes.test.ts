import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkScratch, inScratch } from '../../test/check/scratch-check.fixture.ts';
import { toPlainValue } from '../check/config-value.ts';
import { loadAppConfig } from './load-app-config.ts';
import { createNodeReader } from './node-reader.ts';

/** The merged result of `app-config.yaml` beside other files, as plain data. */
async function load(
  text: string,
  others: Readonly<Record<string, string>> = {},
  env: Readonly<Record<string, string>> = {},
): Promise<unknown> {
  return inScratch({ ...others, 'app-config.yaml': text }, async cwd => {
    const reader = createNodeReader(cwd);
    const options = { files: [], reader, env, allowOutside: false };
    const { merged, findings } = await loadAppConfig(options);
    expect(findings).toEqual([]);
    return merged === undefined ? undefined : toPlainValue(merged);
  });
}

/** What is told of `app-config.yaml` beside other files. */
async function told(text: string, others: Readonly<Record<string, string>> = {}) {
  const report = await checkScratch({ ...others, 'app-config.yaml': text });
  return [report.exitCode, ...report.told];
}

describe('$env', () => {
  it('gives the variable, and fills nothing into it [configuration-check/Variable is filled in]', async () => {
    const env = { A: ' ${B} ', B: 'A' };
    expect(await load('a: {$env: A}\nb: {$env: "${B}"}\nc: [{$env: B}]', {}, env)).toEqual({
      a: '${B}',
      b: '${B}',
      c: ['A'],
    });
  });

  it('of a variable that is not set is a warning at its name [configuration-check/Unset variable is a warning]', async () => {
    expect(await told('boost:\n  security:\n    mode: {$env: MODE}\n')).toEqual([
      0,
      'app-config.yaml:3:18 warning unset_variable boost.security.mode',
    ]);
  });

  it('whose name is not known is a warning as well [configuration-check/Unset variable is a warning]', async () => {
    expect(await told('boost:\n  security:\n    mode: {$env: "${X}"}\n')).toEqual([
      0,
      'app-config.yaml:3:18 warning unset_variable boost.security.mode',
    ]);
  });
});

describe('$file', () => {
  it('gives the text, its end trimmed [configuration-check/Value is taken from a file]', async () => {
    const others = { 'a.txt': ' ${A} \n\n', 'sub/b.txt': 'b' };
    const text = 'a: {$file: a.txt}\nb: {$file: "${SUB}/b.txt"}\nc: {$file: ./sub/../a.txt}';
    expect(await load(text, others, { SUB: 'sub' })).toEqual({ a: ' ${A}', b: 'b', c: ' ${A}' });
  });

  it('that does not exist is a warning, or an error when strict [configuration-check/Missing file is a warning]', async () => {
    const files = { 'app-config.yaml': 'boost: {security: {mode: {$file: x}}}\nx: {$file: a/b}' };
    const place = 'app-config.yaml:1:34';
    const lax = await checkScratch(files);
    expect(lax.told).toEqual([
      `${place} warning file_missing boost.security.mode`,
      'app-config.yaml:2:12 warning file_missing x',
    ]);
    expect(lax.exitCode).toBe(0);
    const strict = await checkScratch(files, { strictEnv: true });
    expect(strict.told[0]).toBe(`${place} error file_missing boost.security.mode`);
    expect(strict.exitCode).toBe(1);
  });

  it('that is a folder is an error [configuration-check/Include that fails is an error]', async () => {
    expect(await told('x: {$file: .}')).toEqual([
      1,
      'app-config.yaml:1:12 error file_unreadable x',
    ]);
  });

  it('of an absolute path is read wherever it is', async () => {
    const mounted = mkdtempSync(join(tmpdir(), 'boost-mounted-'));
    try {
      writeFileSync(join(mounted, 'mode'), 'full\n');
      expect(await load(`a: {$file: ${join(mounted, 'mode')}}`)).toEqual({ a: 'full' });
    } finally {
      rmSync(mounted, { recursive: true });
    }
  });
});

describe('$include', () => {
  const shared = {
    'shared.yaml': 'a: {b: "${A}", c: [1, {$env: A}]}\nd: "${A}"\n1: one\nnothing:\n',
    'shared.json': '{"a": {"b": "${A}"}, "d": 1e2}',
    'sub/nested.yml': 'e: {$include: deeper.yaml#f}\ng: {$file: g.txt}\n',
    'sub/deeper.yaml': 'f: {$file: g.txt}\n',
    'sub/g.txt': 'g',
  };

  it.each([
    ['shared.yaml#a', { b: 'v', c: [1, 'v'] }],
    ['shared.yaml#a.b', 'v'],
    ['shared.yaml#a.c', [1, 'v']],
    ['shared.yaml#d', 'v'],
    ['shared.yaml#1', 'one'],
    ['shared.json', { a: { b: 'v' }, d: 100 }],
    ['shared.json#', { a: { b: 'v' }, d: 100 }],
    ['shared.json#a.b', 'v'],
    ['sub/nested.yml', { e: { $file: 'g.txt' }, g: 'g' }],
    ['sub/deeper.yaml', { f: 'g' }],
    ['${DIR}/deeper.yaml', { f: 'g' }],
  ])(
    'of %j gives the part [configuration-check/Part of a file is included]',
    async (name, value) => {
      const result = await load(`x: {$include: "${name}"}`, shared, { A: 'v', DIR: 'sub' });
      expect(result).toEqual({ x: value });
    },
  );

  it('at the root gives the whole configuration [configuration-check/Part of a file is included]', async () => {
    expect(await load('$include: shared.json', shared, { A: 'v' })).toEqual({
      a: { b: 'v' },
      d: 100,
    });
  });

  it('in an included list and section is read from its own folder [configuration-check/Part of a file is included]', async () => {
    const others = {
      ...shared,
      'sub/list.yaml': '- {$include: deeper.yaml}\n- x: {$include: deeper.yaml#f}\n',
    };
    // Backstage looks below what was included, and not at the thing itself: "f" is left as it is.
    expect(await load('x: {$include: sub/list.yaml}', others)).toEqual({
      x: [{ f: 'g' }, { x: { $file: 'g.txt' } }],
    });
  });

  it.each(['empty.yaml', 'shared.yaml#nothing'])('of %s removes what was there', async name => {
    const files = {
      ...shared,
      'empty.yaml': '# nothing\n',
      'base.yaml': 'x: {a: 1}\ny: 1\n',
      'later.yaml': `x: {$include: "${name}"}\n`,
    };
    await inScratch(files, async cwd => {
      const reader = createNodeReader(cwd);
      const options = { files: ['base.yaml', 'later.yaml'], reader, env: {}, allowOutside: false };
      const { merged } = await loadAppConfig(options);
      expect(merged && toPlainValue(merged)).toEqual({ y: 1 });
    });
  });

  it('tells a mistake in the included file', async () => {
    const files = {
      'app-config.yaml': 'boost: {$include: parts/boost.yaml#x}\n',
      'parts/boost.yaml': 'x:\n  security:\n    mode: ful\n  model: {$include: model.json}\n',
      'parts/model.json': '{\n  "nme": "x",\n  "baseUrl": "ftp://x" }',
    };
    const report = await checkScratch(files);
    expect(report.told).toEqual([
      'parts/boost.yaml:3:11 error invalid_value boost.security.mode',
      'parts/model.json:2:3 error unknown_key boost.model.nme',
      'parts/model.json:3:14 error invalid_url boost.model.baseUrl',
    ]);
    expect(report.files.map(({ name }) => name)).toEqual(Object.keys(files));
  });
});

describe('an include that fails', () => {
  it.each([
    ['{$include: none.yaml}', '12', 'include_missing'],
    ['{$include: folder.yaml}', '12', 'include_unreadable'],
    ['{$include: a.txt}', '12', 'include_format'],
    ['{$include: ""}', '12', 'include_format'],
    ['{$include: a.yaml#b.c}', '12', 'include_fragment'],
    ['{$include: a.yaml#c}', '12', 'include_fragment'],
    ['{$include: a.yaml#a.b}', '12', 'include_fragment'],
    ['{$include: a.yaml#a#b}', '12', 'include_fragment'],
    ['{$include: a.yaml#toString}', '12', 'include_fragment'],
    ['{$include: list.json#length}', '12', 'include_fragment'],
    ['{$include: a.yaml, a: 1}', '2', 'include_neighbours'],
    ['{a: 1, $env: A}', '8', 'include_neighbours'],
    ['{$file: a.txt, $env: A}', '2', 'include_neighbours'],
    ['{$include: 1}', '12', 'include_not_text'],
    ['{$env: [a]}', '8', 'include_not_text'],
    ['{$file: }', '9', 'include_not_text'],
    ['{$include: "${A:-}"}', '12', 'include_empty'],
  ])(
    'as %s is an error at its place [configuration-check/Include that fails is an error]',
    async (written, column, code) => {
      const others = {
        'a.txt': 'a',
        'a.yaml': 'a: 1\n',
        'list.json': '[1]',
        'folder.yaml/x': '',
      };
      const at = `app-config.yaml:3:${Number(column) + 5}`;
      expect(await told(`app:\n- 1\n- a: ${written}\n`, others)).toEqual([
        1,
        expect.stringMatching(
          new RegExp(`^${at.replaceAll('.', '\\.')} error ${code} app\\[1\\]\\.a$`),
        ),
      ]);
    },
  );

  it('since its file does not parse is an error there [configuration-check/Include that fails is an error]', async () => {
    const others = { 'a.yaml': 'a: 1\nb: [\n', 'b.json': '{"secret": hunter2}' };
    expect(await told('a: {$include: a.yaml}\nb: {$include: b.json}\n', others)).toEqual([
      1,
      'a.yaml:3:1 error invalid_yaml',
      'b.json:1:1 error invalid_json',
    ]);
  });

  it('leaves its value unknown [configuration-check/Include that fails is an error]', async () => {
    expect(await told('boost: {$include: none.yaml}')).toEqual([
      1,
      'app-config.yaml:1:19 error include_missing boost',
    ]);
    expect(await told('$include: none.yaml')).toEqual([
      1,
      'app-config.yaml:1:11 error include_missing',
    ]);
  });
});

describe('loops', () => {
  it('of a file with itself is told where it closes [configuration-check/Include that fails is an error]', async () => {
    expect(await told('a:\n  b: {$include: app-config.yaml}\n')).toEqual([
      1,
      'app-config.yaml:2:17 error include_loop a.b',
    ]);
  });

  it('of two files, and of two parts, are told [configuration-check/Include that fails is an error]', async () => {
    const others = {
      'one.yaml': 'a: {$include: two.yaml}\n',
      'two.yaml': 'b: {$include: ./one.yaml}\nc: {d: {$include: "two.yaml#c"}}\n',
    };
    expect(await told('x: {$include: one.yaml}\n', others)).toEqual([
      1,
      'two.yaml:1:15 error include_loop x.a.b',
      'two.yaml:2:19 error include_loop x.a.c.d.d',
    ]);
  });

  it('are none where another part of the file is included', async () => {
    const text =
      'a: {$include: "app-config.yaml#b"}\nb: {c: {$include: app-config.yaml#d}}\nd: [1]\n';
    expect(await load(text)).toEqual({ a: { c: [1] }, b: { c: [1] }, d: [1] });
  });
});

describe('files outside the folder', () => {
  const files = {
    'config/app-config.yaml':
      'boost:\n a: {$include: ../shared.yaml}\n b: {$file: ../b.txt}\n c: {$include: sub/c.yaml}\n d: {$file: ..x}\n',
    'config/sub/c.yaml': 'c: {$file: ../d.txt}\n',
    'config/..x': 'x',
    'config/d.txt': 'd',
    'shared.yaml': 'a: 1\n',
    'b.txt': 'b',
  };
  const options = { files: ['config/app-config.yaml'] };

  it('are not read [configuration-check/File outside the folder is not read]', async () => {
    const report = await checkScratch(files, options);
    expect(report.told.filter(line => line.includes('outside'))).toEqual([
      'config/app-config.yaml:2:16 error include_outside boost.a',
      'config/app-config.yaml:3:13 error file_outside boost.b',
      'config/sub/c.yaml:1:12 error file_outside boost.c.c',
    ]);
    expect(report.exitCode).toBe(1);
  });

  it('are read where that is allowed [configuration-check/File outside the folder is not read]', async () => {
    const report = await checkScratch(files, { ...options, allowOutside: true });
    expect(report.told.filter(line => line.includes('outside'))).toEqual([]);
  });

  it('are not read by an absolute include either [configuration-check/File outside the folder is not read]', async () => {
    expect(await told('boost: {$include: /etc/none.yaml}')).toEqual([
      1,
      'app-config.yaml:1:19 error include_outside boost',
    ]);
  });
});
