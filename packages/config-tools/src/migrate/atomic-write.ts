import { randomUUID } from 'node:crypto';
import { access, constants, type FileHandle, open, realpath, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Replaces a file's text so that at every moment the file has either the old text or the new one,
 * also when the process is killed or the machine stops: the new text goes to a file beside it,
 * which then takes its name. A link stays a link; mode and, where allowed, owner are kept. A
 * process that is killed can leave the file beside it behind, named `.<name>.<id>.tmp`.
 *
 * @param path - the file, or a link to it
 * @param text - the new text
 * @throws what the file system says; the file is then as it was
 */
export async function writeAtomically(path: string, text: string): Promise<void> {
  const target = await realpath(path);
  // A rename asks nothing of the file that it replaces: one that may not be written stays.
  await access(target, constants.W_OK);
  const folder = dirname(target);
  const temporary = join(folder, `.${basename(target)}.${randomUUID()}.tmp`);
  try {
    await writeLikeFile(temporary, target, text);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await synchronizeFolder(folder);
}

async function writeLikeFile(path: string, model: string, text: string): Promise<void> {
  await using original = await open(model, 'r');
  const { mode, uid, gid } = await original.stat();
  // Secrets may stand in it: nobody else may read it before it has the mode of the file.
  await using handle = await open(path, 'wx', 0o600);
  await keepOwner(handle, uid, gid);
  await handle.chmod(mode & 0o7777);
  await handle.writeFile(text, 'utf8');
  await handle.sync();
}

async function keepOwner(handle: FileHandle, uid: number, gid: number): Promise<void> {
  try {
    await handle.chown(uid, gid);
  } catch {
    // Only root may give files away; the file then belongs to who runs the command.
  }
}

/** Makes the new name last through a power cut, where the system lets folders be opened. */
async function synchronizeFolder(folder: string): Promise<void> {
  try {
    await using handle = await open(folder, 'r');
    await handle.sync();
  } catch {
    // The text itself is safe; only which of the two names it has is not.
  }
}
