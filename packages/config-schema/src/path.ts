import { prototypeNames } from './mapping.ts';

const plainName = /^[A-Za-z_][\w-]*$/;
const longestName = 48;
/** Control, format and line-separating characters, which could forge or hide lines of a log. */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * Writes a path as `boost.providers.kagenti.namespaces[0]`. A name that is not a plain one is
 * quoted, escaped and shortened: an unknown key is whatever stood in the file.
 *
 * @param segments - the names of keys, and the indexes of list items as numbers
 */
export function formatConfigPath(segments: readonly PropertyKey[]): string {
  return segments
    .map((segment, index) => {
      if (typeof segment === 'number') return `[${segment}]`;
      const name = String(segment);
      if (!plainName.test(name) || name.length > longestName) return `[${quote(name)}]`;
      return index === 0 ? name : `.${name}`;
    })
    .join('');
}

function quote(name: string): string {
  const short = name.length > longestName ? `${name.slice(0, longestName)}…` : name;
  return JSON.stringify(short).replace(
    invisible,
    character => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}

/** Whether text is the dotted path of a field below `boost`, of plain names alone. */
export function isPlainKey(key: string): boolean {
  const names = key.split('.');
  return (
    names.length > 1 &&
    names[0] === 'boost' &&
    names.every(name => plainName.test(name) && !prototypeNames.has(name))
  );
}
