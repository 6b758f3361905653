import { type ConfigRegistry, nearestName } from '@rhdh-boost/config-schema';
import { findModuleHint } from '@rhdh-boost/internal/boost-modules';
import { ownerName } from '@rhdh-boost/internal/owner-name';
import { findReplacedKey } from '@rhdh-boost/internal/replaced-keys';
import type { UnknownConfigPath } from './explanation.ts';
import { lastName } from './last-name.ts';

/** As for a key in the wrong section: of more paths with one name, none is likelier to be meant. */
const mostPaths = 3;

/** Says that there is no such path: that it is gone, or what was probably meant. */
export function describeUnknownPath(
  path: string,
  registry: ConfigRegistry,
  sections: readonly string[],
): UnknownConfigPath {
  return (
    describeGonePath(path, registry) ?? {
      message: 'is not a known path',
      hint:
        findHintOfCheck(path, sections) ??
        suggest(findMeant(path, [...Object.keys(registry.fields), ...sections])),
    }
  );
}

/** What `check` says of the path, or of the outermost unknown section that it is in. */
function findHintOfCheck(path: string, sections: readonly string[]): string | undefined {
  if (path === '' || sections.includes(path)) return undefined;
  const outer = path.slice(0, Math.max(0, path.lastIndexOf('.')));
  return findHintOfCheck(outer, sections) ?? findReplacedKey(path)?.message ?? findModuleHint(path);
}

function suggest(meant: readonly string[]): string {
  return meant.length === 0
    ? 'List all paths with: boost-config explain --recursive'
    : `Did you mean ${meant.join(' or ')}?`;
}

function describeGonePath(path: string, { sets }: ConfigRegistry): UnknownConfigPath | undefined {
  for (const { owner, migrations } of sets) {
    for (const { to, removed = {}, renamed = {} } of migrations) {
      const inVersion = `in ${ownerName(owner)} version ${to}`;
      if (Object.hasOwn(renamed, path)) {
        return { message: `was renamed ${inVersion}`, hint: `Use ${renamed[path]}.` };
      }
      const gone = Object.keys(removed)
        .filter(key => key === path || path.startsWith(`${key}.`))
        .sort((left, right) => right.length - left.length)[0];
      if (gone !== undefined) {
        return {
          message: `was removed ${inVersion}: ${removed[gone]}`,
          hint: 'Change files that contain it with: boost-config migrate',
        };
      }
    }
  }
  return undefined;
}

/** The path that differs by a slip, or else those that end in the same name, if they are few. */
function findMeant(path: string, paths: readonly string[]): readonly string[] {
  const near = nearestName(path, paths);
  if (near !== undefined) return [near];
  const sameName = pathsEndingIn(lastName(path), paths);
  if (sameName.length > 0) return sameName.length > mostPaths ? [] : sameName;
  const nearEnding = nearestName(lastName(path), new Set(paths.map(lastName)));
  const nearlySame = pathsEndingIn(nearEnding, paths);
  return nearlySame.length > 1 ? [] : nearlySame;
}

function pathsEndingIn(name: string | undefined, paths: readonly string[]): readonly string[] {
  return paths.filter(path => lastName(path) === name);
}
