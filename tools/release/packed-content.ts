// What a reader, a debugger and a disk get of a packed package.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isAbsoluteLink, markdownLinks } from '../common/markdown-links.ts';
import type { Problem } from '../common/problem.ts';
import type { PackedPackage } from './packing.ts';

/** Relative links of packed documents that leave the package: npm's page and `node_modules` have no such file. */
export function linkProblems(
  root: string,
  { workspace: { folder }, files }: PackedPackage,
): Problem[] {
  const isPacked = (path: string) =>
    files.some(file => file === path || file.startsWith(`${path}/`));
  return files
    .filter(file => file.endsWith('.md'))
    .flatMap(file =>
      markdownLinks(readFileSync(join(root, folder, file), 'utf8'))
        .filter(({ link }) => !isAbsoluteLink(link) && !link.startsWith('#'))
        .filter(({ link }) => !isPacked(join(dirname(file), link.replace(/#.*$/, ''))))
        .map(({ link, line }) => ({
          file: `${folder}/${file}`,
          line,
          message: `The link "${link}" leads to a file that is not packed. Use the repository's address, as other links of the file do.`,
        })),
    );
}

/** Source maps that name sources which they do not contain: the sources are not packed. */
export function mapProblems(
  root: string,
  { workspace: { folder }, files }: PackedPackage,
): Problem[] {
  const [first, ...others] = files.filter(
    file => file.endsWith('.map') && !embedsSources(readFileSync(join(root, folder, file), 'utf8')),
  );
  if (first === undefined) return [];
  const more = others.length === 0 ? '' : `, and ${others.length} more like it`;
  const message = `The source map names sources that are not packed${more}. Embed them, or build without maps.`;
  return [{ file: `${folder}/${first}`, message }];
}

function embedsSources(text: string): boolean {
  const map: { sources: string[]; sourcesContent?: (string | null)[] } = JSON.parse(text);
  return map.sources.every((_source, index) => typeof map.sourcesContent?.[index] === 'string');
}

/** A package that is larger than its limit, or that has none. */
export function sizeProblems(
  { workspace: { folder, manifest }, unpackedSize }: PackedPackage,
  limits: Readonly<Record<string, number>>,
): Problem[] {
  const limit = limits[manifest.name];
  if (limit === undefined) {
    const message = `${manifest.name} has no limit of its size in tools/release/size-limits.ts. It has ${unpackedSize} bytes without source maps.`;
    return [{ file: folder, message }];
  }
  return unpackedSize <= limit
    ? []
    : [
        {
          file: folder,
          message: `${manifest.name} has ${unpackedSize} bytes unpacked, source maps aside, and its limit is ${limit}. See what came in with \`npm pack --dry-run\`; raise the limit in tools/release/size-limits.ts where users get something for it.`,
        },
      ];
}
