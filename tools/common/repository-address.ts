import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The address of the repository as a browser opens it, from `repository.url` of the root package.json; nothing where
 * that is missing.
 */
export function repositoryAddress(root: string): string | undefined {
  const file = join(root, 'package.json');
  if (!existsSync(file)) return undefined;
  const { repository }: { repository?: { url?: string } } = JSON.parse(readFileSync(file, 'utf8'));
  return /^git\+(?<address>https:\/\/.+)\.git$/.exec(repository?.url ?? '')?.groups?.['address'];
}

/**
 * The file that a link leads to by the repository's address: `packages/x/README.md#anchor`; nothing for other links.
 *
 * @param address - as {@link repositoryAddress} returns it
 */
export function linkIntoRepository(address: string | undefined, link: string): string | undefined {
  if (address === undefined || !link.startsWith(`${address}/`)) return undefined;
  const path = link.slice(address.length);
  return /^\/(?:blob|tree)\/main\/(?<path>.+)$/.exec(path)?.groups?.['path'];
}
