import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commitAll, scratchFolder } from '../common/scratch-folder.fixture.ts';
import { isBeforeRelease, removeBeforeRelease } from './before-release.ts';

const marked = (text: string) =>
  `<!-- before the first release -->\n${text}\n<!-- /before the first release -->\n\n`;

test('each marked block is removed, and nothing else', () => {
  const files = {
    'README.md': `# A\n\n${marked('Not on npm.')}B\n\n${marked('Nor this.')}C\n`,
    'packages/a/README.md': `# A\n\n${marked('Not\n\non npm.')}`,
    'docs/other.md': '`<!-- before the first release -->` marks a block.\n',
  };
  const root = scratchFolder(files);
  commitAll(root);

  removeBeforeRelease(root);

  const texts = Object.keys(files).map(file => readFileSync(join(root, file), 'utf8'));
  expect(texts).toEqual(['# A\n\nB\n\nC\n', '# A\n\n', files['docs/other.md']]);
});

test('a block without an end is still found', () => {
  expect(isBeforeRelease('# A\n\n<!-- before the first release -->\nNot on npm.\n')).toBe(true);
  expect(isBeforeRelease('`<!-- before the first release -->` marks it.\n')).toBe(false);
});
