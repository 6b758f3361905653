import type { ConfigRegistry } from '@rhdh-boost/config-schema';
import type { Finding } from '../finding.ts';
import type { ConfigNode, Place, UnknownNode } from '../load/config-node.ts';
import { type ConfigPath, describePath } from '../load/config-path.ts';
import { includeKeys } from '../load/include-target.ts';
import { enoughBits, estimatedBits } from './secret-strength.ts';
import { type ConfigPart, findPart, walkConfig } from './walk-config.ts';

/** A name that a shell takes. Anything else may be more than a name, and is not told. */
const variableName = /^[A-Za-z_][A-Za-z0-9_]{0,99}$/;
/** A name that nobody takes for a secret: one may stand in its place, where it should have been a name. */
const usualName = /^[A-Z_][A-Z0-9_]{0,99}$/;

/**
 * Warns of what the place of values in a merged `boost` section tells: variables that are not set
 * or not filled in, and sections that lie over a single value of an earlier file. Such a value is gone from the
 * merged configuration, but Backstage's `getConfig` still trips over it.
 */
export function findUnsetAndCovered(boost: ConfigPart, registry: ConfigRegistry): Finding[] {
  const findings: Finding[] = [];
  const told = new Set<ConfigNode>();
  for (const { node, path } of walkConfig(boost)) {
    const isText = node.kind === 'unknown' || node.kind === 'value';
    if (isText && node.unfilled) {
      findings.push(warn('unfilled_variable', path, node.place, unfilled));
    }
    const unset = (unknown: UnknownNode) => {
      const shown = isPlainField(path, registry) ? variableName : usualName;
      return warn('unset_variable', path, unknown.place, describeUnset(unknown.variables, shown));
    };
    if (node.kind === 'unknown' && node.variables.length > 0) {
      findings.push(unset(node));
    } else if (node.kind === 'mapping') {
      const { beneath, covers } = node;
      if (beneath !== undefined && beneath.variables.length > 0 && !told.has(beneath)) {
        // The sections in it lie over the same.
        told.add(beneath);
        findings.push(unset(beneath));
      }
      if (covers !== undefined) findings.push(warn('section_over_value', path, covers, covered));
    }
  }
  return findings;
}

const unfilled: Wording = {
  message: 'has a "${" that Backstage does not fill in, but leaves in the value',
  hint: 'A variable is written ${NAME} or ${NAME:-default}, without another variable in the default; a "${" that is meant as text is written "$${…}".',
};

const covered: Wording = {
  message: 'is a value here and a section in a later file, where Backstage fails to read it',
  hint: 'Remove it here, or set the same keys in both files.',
};

/** Whether a value is that of a field which holds no secret; in the place of a section, it might. */
function isPlainField(path: ConfigPath, { fields }: ConfigRegistry): boolean {
  const key = describePath(path).path?.replace(/(?:\[\d+\])+$/, '') ?? '';
  return Object.hasOwn(fields, key) && fields[key]?.sensitive !== true;
}

function describeUnset(variables: UnknownNode['variables'], shown: RegExp): Wording {
  if (variables.includes(undefined)) {
    return {
      message:
        'was not checked, since a variable is not set here, whose name another variable gives',
      hint: 'Set it where the backend runs, and correct the variable that gives its name if it should be another.',
    };
  }
  const names = [...new Set(variables)].filter(name => name !== undefined);
  if (!names.every(name => variableName.test(name))) {
    return {
      message: 'takes its value from a variable whose name is not of letters, digits and "_"',
      hint: 'A variable is written ${NAME}, and one with a default ${NAME:-default}.',
    };
  }
  if (!names.every(name => shown.test(name))) {
    return {
      message: 'was not checked, since a variable is not set here',
      hint: 'Set it where the backend runs. Its name is not of capitals and not shown, since it could be a secret: where it is, replace the secret, and write the name of the variable that holds it.',
    };
  }
  const [subject, verb, pronoun] =
    names.length === 1 ? ['variable', 'is', 'it'] : ['variables', 'are', 'them'];
  return {
    message: `was not checked, since the ${subject} ${names.join(', ')} ${verb} not set here`,
    hint: `Set ${pronoun} where the backend runs; to check the value here, set ${pronoun} here too.`,
  };
}

/** Warns of fields on their way out. */
export function findDeprecatedFields(merged: ConfigNode, registry: ConfigRegistry): Finding[] {
  return Object.entries(registry.fields).flatMap(([key, { deprecated }]) => {
    const part = deprecated === undefined ? undefined : findPart(merged, key);
    if (deprecated === undefined || part === undefined) return [];
    const { message, replacement, removedIn } = deprecated;
    const until =
      removedIn === undefined ? 'a later version' : `configuration version ${removedIn}`;
    return [
      warn('deprecated_key', part.path, part.keyPlace, {
        message: `is deprecated: ${message.replace(/\.$/, '')}`,
        hint: replacement === undefined ? `Remove it before ${until}.` : `Use ${replacement}.`,
      }),
    ];
  });
}

/** Warns of secrets that stand in one of the files, whether or not a later file replaces them. */
export function findLiteralSecrets(layer: ConfigNode, registry: ConfigRegistry): Finding[] {
  const sensitive = Object.keys(registry.fields).filter(key => registry.fields[key]?.sensitive);
  return sensitive.flatMap(key => {
    const part = findPart(layer, key);
    if (part === undefined || isIncludeWithoutDollar(part.node)) return [];
    return walkConfig(part)
      .filter(({ node }) => holdsLiteral(node))
      .map(({ node, path }) =>
        warn('literal_secret', path, node.place, {
          message: 'is a secret, and stands in the file itself',
          hint: 'Take it from the environment (${NAME}) or from a mounted file ($file).',
        }),
      );
  });
}

/** A shorter one is an error, or only decrypts what Boost 0.8 stored. */
const shortestSessionSecret = 16;

/** Secrets whose holder can forge chat sessions, with the remedy for one that can be guessed. */
const sessionSecrets: Readonly<Record<string, string>> = {
  'boost.encryptionSecret':
    'Make one with "openssl rand -base64 32", and move this one to boost.previousEncryptionSecrets until reencrypt() has run.',
  'boost.previousEncryptionSecrets':
    'Run reencrypt() under a secret from "openssl rand -base64 32", then remove this one: chat sessions bound with it continue until then.',
};

/**
 * Warns of encryption secrets that are easy to guess: every user can test guesses against the id of one of their
 * chat sessions, offline.
 */
export function findGuessableSecrets(merged: ConfigNode): Finding[] {
  return Object.entries(sessionSecrets).flatMap(([key, hint]) => {
    const part = findPart(merged, key);
    return (part === undefined ? [] : walkConfig(part))
      .filter(({ node }) => node.kind === 'value' && isGuessable(node.value))
      .map(({ node, path }) => {
        const message = `can be guessed: its estimated entropy is below ${enoughBits} bits`;
        return warn('guessable_secret', path, node.place, { message, hint });
      });
  });
}

function isGuessable(secret: unknown): boolean {
  if (typeof secret !== 'string' || secret.length < shortestSessionSecret) return false;
  return estimatedBits(secret) < enoughBits;
}

/** Whether a mapping is `{ file: PATH }` or alike, which is reported as another error: the path is not a secret. */
function isIncludeWithoutDollar(node: ConfigNode): boolean {
  if (node.kind !== 'mapping' || node.entries.size !== 1) return false;
  return includeKeys.some(key => node.entries.has(key.slice('$'.length)));
}

function holdsLiteral(node: ConfigNode): boolean {
  if (node.kind === 'unknown') return node.literal;
  return node.kind === 'value' && node.literal && node.value !== null && node.value !== '';
}

interface Wording {
  readonly message: string;
  readonly hint: string;
}

function warn(
  code: string,
  path: ConfigPath,
  { source, start, end }: Place,
  { message, hint }: Wording,
): Finding {
  const location = source.locate(start, end);
  return { severity: 'warning', code, ...describePath(path), message, hint, location };
}
