import { readFile, writeFile } from 'node:fs/promises';
import { parseDocument } from 'yaml';
import type { BoostSite } from './boost-site.fixture.ts';

/** Edits a site's app-config below `boost`: undefined takes away what stands at the path. */
export async function editAppConfig({ files: [file = ''] }: BoostSite, edits: readonly Edit[]) {
  const document = parseDocument(await readFile(file, 'utf8'));
  for (const { path, value } of edits) {
    if (value === undefined) document.deleteIn(['boost', ...path]);
    else document.setIn(['boost', ...path], value);
  }
  await writeFile(file, document.toString());
}

/** One place, and what is to stand there. */
export interface Edit {
  readonly path: readonly string[];
  readonly value: unknown;
}
