import { mkdir, mkdtemp, readlink, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** A secret that is mounted as the kubelet mounts one. */
export interface MountedSecret {
  /** The file that app-config names. */
  readonly file: string;
  /** Replaces what is in it, as the kubelet does after the Secret was changed. */
  write(text: string): Promise<void>;
}

/**
 * Mounts a secret of one file. Kubernetes writes into a folder of its own, to which the link `..data` leads, and
 * swaps that link: the file that app-config names is never written, and keeps its own inode.
 */
export async function mountSecret(folder: string, name: string, text: string) {
  await mkdir(folder, { recursive: true });
  const data = join(folder, '..data');
  const file = join(folder, name);
  const write = async (content: string) => {
    const earlier = await readlink(data).catch(() => undefined);
    const later = await mkdtemp(`${folder}/..revision-`);
    await writeFile(join(later, name), `${content}\n`, { mode: 0o600 });
    await symlink(basename(later), `${data}_tmp`);
    await rename(`${data}_tmp`, data);
    if (earlier !== undefined) await rm(join(folder, earlier), { recursive: true });
  };
  await write(text);
  await symlink(join('..data', name), file);
  return { file, write } satisfies MountedSecret;
}
