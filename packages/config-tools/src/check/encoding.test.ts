import { Buffer } from 'node:buffer';
import { expect, it } from 'vitest';
import { checkScratch } from '../../test/check/scratch-check.fixture.ts';

const text = 'boost:\n  security: {mode: full} # ä\n';

it.each([
  ['little-endian, with its mark', Buffer.from(`\uFEFF${text}`, 'utf16le')],
  ['little-endian', Buffer.from(text, 'utf16le')],
  ['big-endian, with its mark', Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
  ['big-endian', Buffer.from(text, 'utf16le').swap16()],
])('%s is told by its name', async (_what, bytes) => {
  const { findings, exitCode } = await checkScratch({ 'app-config.yaml': bytes });
  expect(findings).toMatchObject([
    {
      code: 'not_utf8',
      message: expect.stringContaining('is UTF-16'),
      hint: expect.stringMatching(/^Save the file as UTF-8/),
    },
  ]);
  expect(exitCode).toBe(2);
});

it.each([
  [text, [], '2:28'],
  [
    '# ä\nboost: {security: {mode: ful}}\n',
    ['app-config.yaml:2:26 error invalid_value boost.security.mode'],
    '1:3',
  ],
  ['# \uFFFD and Ä\nboost: {security: {mode: full}}\n', [], '1:9'],
])(
  'bytes of Latin-1 are warned about in their line, and %j is judged',
  async (written, judged, place) => {
    const bytes = Buffer.concat(
      Array.from(written, character =>
        Buffer.from(character, character > '\u00FF' || character < '\u0080' ? 'utf8' : 'latin1'),
      ),
    );
    const { told } = await checkScratch({ 'app-config.yaml': bytes });
    expect(told).toEqual([`app-config.yaml:${place} warning not_utf8`, ...judged]);
  },
);

it('in UTF-8 it is not told', async () => {
  for (const written of [text, `\uFEFF${text}`, `# \uFFFD\n${text}`])
    expect((await checkScratch({ 'app-config.yaml': written })).told).toEqual([]);
});
