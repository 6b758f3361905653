import { type ConfigRegistry, nearestName } from '@rhdh-boost/config-schema';
import type { UnknownConfigPath } from './explanation.ts';
import { lastName } from './last-name.ts';

/** Says that there is no such path: that it is gone, or what was probably meant. */
export function describeUnknownPath(
  path: string,
  registry: ConfigRegistry,
  sections: readonly string[],
): UnknownConfigPath {
  const near = findNearest(path, [...Object.keys(registry.fields), ...sections]);
  return (
    describeGonePath(path, registry) ?? {
      message: 'is not a known path',
      hint:
        near === undefined
          ? 'List all paths with: boost-config explain --recursive'
          : `Did you mean ${near}?`,
    }
  );
}

function describeGonePath(path: string, { sets }: ConfigRegistry): UnknownConfigPath | undefined {
  for (const { owner, migrations } of sets) {
    for (const { to, removed = {}, renamed = {} } of migrations) {
      const inVersion = `in version ${to} of ${owner}`;
      if (Object.hasOwn(renamed, path)) {
        return { message: `was renamed ${inVersion}`, hint: `Its name is ${renamed[path]}.` };
      }
      const gone = Object.keys(removed)
        .filter(key => key === path || path.startsWith(`${key}.`))
        .sort((left, right) => right.length - left.length)[0];
      if (gone !== undefined) {
        return {
          message: `was removed ${inVersion}; ${removed[gone]}`,
          hint: 'Change a file that has it with: boost-config migrate',
        };
      }
    }
  }
  return undefined;
}

/** The path that differs by a slip, or else the only one that ends in the same name. */
function findNearest(path: string, paths: readonly string[]): string | undefined {
  const near = nearestName(path, paths);
  if (near !== undefined) return near;
  const ending = lastName(path);
  const lastNames = new Set(paths.map(lastName));
  const nearEnding = lastNames.has(ending) ? ending : nearestName(ending, lastNames);
  const [only, ...more] = paths.filter(candidate => lastName(candidate) === nearEnding);
  return more.length === 0 ? only : undefined;
}
