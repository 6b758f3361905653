import { formatConfigPath } from '@rhdh-boost/config-schema';
import type { Finding, SourceLocation } from '../finding.ts';

/** A key was taken away, and its value with it. */
export function describeRemoved(
  path: readonly string[],
  replacement: string,
  location: SourceLocation,
): Finding {
  return {
    severity: 'warning',
    code: 'removed_key',
    path: formatConfigPath(path),
    message: `was removed: ${replacement}`,
    hint: 'The value was not kept. Check whether you need it elsewhere.',
    location,
  };
}

/** A section was taken away that was switched off: what replaces it has no such switch. */
export function describeOff(path: readonly string[], location: SourceLocation): Finding {
  return {
    severity: 'warning',
    code: 'was_off',
    path: formatConfigPath(path),
    message: 'was switched off, but its replacement is active as soon as its variables are set',
    hint: 'Set the variables only in environments that use it.',
    location,
  };
}

/** Comments go with a removed key; whether the file is written now or later, its lines are those before. */
export function describeLostComments(
  path: readonly string[],
  lines: readonly number[],
  location: SourceLocation,
): Finding {
  const [what, pronoun, verb] =
    lines.length === 1 ? ['the comment', 'it', 'is'] : ['the comments', 'they', 'are'];
  const where = `${lines.length === 1 ? 'line' : 'lines'} ${listInWords(lines.map(String))}`;
  return {
    severity: 'warning',
    code: 'removed_comments',
    path: formatConfigPath(path),
    message: `was removed together with ${what} on ${where}`,
    hint: `Check whether ${pronoun} ${verb} needed elsewhere. Lines are numbered as before the migration.`,
    location,
  };
}

/** A placeholder was written, which a person must fill in. */
export function describePlaceholder(
  path: readonly string[],
  placeholder: string,
  location: SourceLocation,
): Finding {
  const variable = /^\$\{(\w+)\}$/.exec(placeholder)?.[1];
  return {
    severity: 'warning',
    code: 'placeholder',
    path: formatConfigPath(path),
    message: `was set to the placeholder ${placeholder}`,
    hint:
      variable === undefined
        ? 'Replace it with the value.'
        : `Set the variable ${variable} where the backend runs, or replace it with the value.`,
    location,
  };
}

/** A key is there but empty, and a person must fill it in. */
export function describeEmpty(path: readonly string[], location: SourceLocation): Finding {
  return {
    severity: 'warning',
    code: 'placeholder',
    path: formatConfigPath(path),
    message: 'is empty, but is now required',
    hint: 'Write its value, or "${…}" with the name of a variable that contains it.',
    location,
  };
}

/** Keys that are needed here are set in another file only. */
export function describeSetElsewhere(
  keys: readonly string[],
  file: string,
  location: SourceLocation,
): Finding {
  const paths = keys.map(key => key.split('.'));
  const names = paths.map(path => path.at(-1) ?? '');
  const listed = listInWords(names);
  return {
    severity: 'warning',
    code: 'set_elsewhere',
    path: formatConfigPath(paths[0]?.slice(0, -1) ?? []),
    message: `needs ${listed}, which only ${file} sets: the two files are merged`,
    hint: 'If the files belong to different deployments, migrate them separately.',
    location,
  };
}

/** A value could not be brought to today's version. */
export function describeByHand(path: readonly string[], location: SourceLocation): Finding {
  return {
    severity: 'warning',
    code: 'value_by_hand',
    path: formatConfigPath(path),
    message: 'accepts other values than before, and this value could not be converted here',
    hint: `Run "boost-config explain ${path.join('.')}" to see the accepted values.`,
    location,
  };
}

/** The mode none has another name, and checks as little as before. */
export function describeRenamedValue(path: readonly string[], location: SourceLocation): Finding {
  return {
    severity: 'warning',
    code: 'renamed_value',
    path: formatConfigPath(path),
    message: 'was none: now development-only-no-auth, which checks nobody',
    hint: 'Set full or plugin-only before production.',
    location,
  };
}

/** A section is included from a file that could not be looked into. */
export function describeUnseen(path: readonly string[], location: SourceLocation): Finding {
  return {
    severity: 'warning',
    code: 'included_not_read',
    path: formatConfigPath(path),
    message: 'is included from a file that was not read',
    hint: 'Run "boost-config check" to see whether that file has keys of an earlier version.',
    location,
  };
}

/** `a, b and c`. */
function listInWords(words: readonly string[]): string {
  return [words.slice(0, -1).join(', '), words.at(-1)].filter(Boolean).join(' and ');
}

/** A key without effect was removed. */
export function describeDropped(
  path: readonly string[],
  replacement: string | undefined,
  remedy: string,
  location: SourceLocation,
): Finding {
  return {
    severity: 'warning',
    code: 'removed_key',
    path: formatConfigPath(path),
    message: 'was removed: Boost does not read it',
    hint:
      replacement === undefined ? remedy : `Check that ${replacement} has the value that you want.`,
    location,
  };
}

/** A key of the predecessor has no counterpart. */
export function describeLeft(
  path: readonly string[],
  hint: string,
  location: SourceLocation,
): Finding {
  return {
    severity: 'warning',
    code: 'not_moved',
    path: formatConfigPath(path),
    message: 'was not moved to the boost section',
    hint,
    location,
  };
}
