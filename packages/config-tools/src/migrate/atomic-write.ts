import { randomUUID } from 'node:crypto';
import type { Stats } from 'node:fs';
import { access, constants, open, readFile, realpath, rename, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { temporaryFile } from './temporary-files.ts';
import { WriteRefusal } from './write-refusal.ts';

/**
 * Replaces a file's text so that at every moment the file has either the old text or the new one,
 * also when the process is killed or the machine stops: the new text goes to a file beside it,
 * which then takes its name. A link stays a link; mode and, where allowed, owner and group are
 * kept. SIGINT and SIGTERM take the file beside it away; SIGKILL can leave it behind, named
 * `.<name>.<id>.tmp`.
 *
 * @param path - the file, or a link to it
 * @param before - the text that it is known to have; another one is somebody else's change
 * @param after - the new text
 * @throws WriteRefusal when it was changed or would lose something, or what the file system says;
 *   the file is then as it was
 */
export async function writeAtomically(path: string, before: string, after: string): Promise<void> {
  await testReplaceable(path);
  const target = await realpath(path);
  const folder = dirname(target);
  await using temporary = temporaryFile(join(folder, `.${basename(target)}.${randomUUID()}.tmp`));
  await writeLikeFile(temporary.path, target, after);
  // As late as can be: an edit that is saved meanwhile would be lost.
  if ((await readFile(target, 'utf8')) !== before) throw WriteRefusal.changed();
  await rename(temporary.path, target);
  await synchronizeFolder(folder);
}

/**
 * Finds out whether a file can be replaced, without touching it.
 *
 * @throws WriteRefusal when something would be lost, or what the file system says
 */
export async function testReplaceable(path: string): Promise<void> {
  const target = await realpath(path);
  // A rename asks nothing of the file that it replaces: one that may not be written stays.
  await access(target, constants.W_OK);
  await access(dirname(target), constants.W_OK | constants.X_OK);
  const stats = await stat(target);
  if (stats.isFile() && stats.nlink > 1) throw WriteRefusal.hardLink();
  if (locksOwnerOut(stats)) throw WriteRefusal.otherOwner();
}

/** Whether the owner, who becomes one of the group or of the others, could do less than before. */
function locksOwnerOut({ uid, gid, mode }: Stats): boolean {
  const user = process.geteuid?.() ?? uid;
  if (user === 0 || user === uid) return false;
  const groups = [process.getegid?.(), ...(process.getgroups?.() ?? [])];
  const left = groups.includes(gid) ? mode >> 3 : mode;
  return ((mode >> 6) & 0o7 & ~left) !== 0;
}

async function writeLikeFile(path: string, model: string, text: string): Promise<void> {
  await using original = await open(model);
  const { mode, uid, gid } = await original.stat();
  // Secrets may stand in it: nobody else may read it before it has the mode of the file.
  await using handle = await open(path, 'wx', 0o600);
  // Only root may give files away; a member of a group may still give it to the group.
  await handle.chown(-1, gid).catch(() => undefined);
  await handle.chown(uid, -1).catch(() => undefined);
  await handle.chmod(mode & 0o7777);
  await handle.writeFile(text);
  await handle.sync();
}

/** Makes the new name last through a power cut, where the system lets folders be opened. */
async function synchronizeFolder(folder: string): Promise<void> {
  try {
    await using handle = await open(folder);
    await handle.sync();
  } catch {
    // The text itself is safe; only which of the two names it has is not.
  }
}
