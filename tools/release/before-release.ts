// What documents say only until the first release is between two comments, each on its own line.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { trackedFiles } from '../common/tracked-files.ts';

const block =
  /^<!-- before the first release -->\n[^]*?^<!-- \/before the first release -->\n\n?/gm;

/** Whether a document says what holds only until the first release. */
export function isBeforeRelease(text: string): boolean {
  return /^<!-- \/?before the first release -->$/m.test(text);
}

/** Removes from the documents of a repository what holds only until the first release. */
export function removeBeforeRelease(root: string): void {
  for (const file of trackedFiles(root, '*.md')) {
    const text = readFileSync(join(root, file), 'utf8');
    if (isBeforeRelease(text)) writeFileSync(join(root, file), text.replace(block, ''));
  }
}
