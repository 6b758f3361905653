import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Workspace } from '../common/workspaces.ts';

/** The names of packages whose code the build put into this one. */
export function bundledInto(root: string, { folder }: Workspace): string[] {
  const file = join(root, folder, 'dist', 'THIRD-PARTY-LICENSES');
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return Array.from(text.matchAll(/^(?<name>[@\w./-]+) \d[\w.-]* \(/gm), ({ groups }) =>
    String(groups?.['name']),
  );
}
