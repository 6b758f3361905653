import { chmodSync, chownSync, statSync } from 'node:fs';
import { afterEach, expect, it, vi } from 'vitest';
import { migrateFolder } from '../../test/migrate/migrate-folder.fixture.ts';
import { testReplaceable } from './atomic-write.ts';

afterEach(() => vi.restoreAllMocks());

/** Who looks at a file: what is left out is another one than the file's. */
interface Watcher {
  readonly user?: 'owner' | 'root';
  readonly group?: 'own' | 'one of several';
}

/** A file with a mode, seen by somebody: only who runs this is made up, for root alone can become another. */
function fileSeenBy(mode: number, { user, group }: Watcher) {
  const path = migrateFolder().write('a.yaml', 'text');
  // Root owns nothing here, or its being root would say all.
  if (process.getuid?.() === 0) chownSync(path, 1234, 2345);
  chmodSync(path, mode);
  const { uid, gid } = statSync(path);
  const users = { owner: uid, root: 0 };
  vi.spyOn(process, 'geteuid').mockReturnValue(user === undefined ? uid + 1 : users[user]);
  vi.spyOn(process, 'getegid').mockReturnValue(group === 'own' ? gid : gid + 1);
  const others = [gid + 2, gid + 3];
  vi.spyOn(process, 'getgroups').mockReturnValue(
    group === 'one of several' ? [...others, gid] : others,
  );
  return path;
}

const refused = expect.objectContaining({
  message: 'was not written, because rewriting would change its ownership and lock that user out',
  hint: 'Run the command as the owner of the file, or give its group the permissions of the owner.',
});

it.each([0o600, 0o640, 0o644, 0o660, 0o700, 0o606])(
  'the owner may replace a file of mode %o, and so may root',
  async mode => {
    await expect(testReplaceable(fileSeenBy(mode, { user: 'owner' }))).resolves.toBeUndefined();
    await expect(testReplaceable(fileSeenBy(mode, { user: 'root' }))).resolves.toBeUndefined();
  },
);

it.each([0o660, 0o664, 0o775, 0o666])(
  'a member of the group may replace a file of mode %o',
  async mode => {
    await expect(testReplaceable(fileSeenBy(mode, { group: 'own' }))).resolves.toBeUndefined();
    await expect(
      testReplaceable(fileSeenBy(mode, { group: 'one of several' })),
    ).resolves.toBeUndefined();
  },
);

it.each([0o600, 0o640, 0o644, 0o720, 0o755, 0o606])(
  'a member of the group may not replace a file of mode %o',
  async mode => {
    const path = fileSeenBy(mode, { group: 'own' });
    await expect(testReplaceable(path)).rejects.toEqual(refused);
  },
);

it.each([0o666, 0o606, 0o646])('anybody may replace a file of mode %o', async mode => {
  await expect(testReplaceable(fileSeenBy(mode, {}))).resolves.toBeUndefined();
});

it.each([0o660, 0o664, 0o600, 0o775])('others may not replace a file of mode %o', async mode => {
  await expect(testReplaceable(fileSeenBy(mode, {}))).rejects.toEqual(refused);
});
