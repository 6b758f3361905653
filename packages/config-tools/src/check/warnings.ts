import type { ConfigRegistry } from '@rhdh-boost/config-schema';
import { enoughBits, estimatedBits } from '@rhdh-boost/internal/secret-strength';
import {
  findShellVariable,
  isSentAsIs,
  surroundingSpace,
} from '@rhdh-boost/internal/unfilled-text';
import type { Finding } from '../finding.ts';
import type { ConfigNode, Place, UnknownNode } from '../load/config-node.ts';
import { type ConfigPath, describePath } from '../load/config-path.ts';
import { includeKeys } from '../load/include-target.ts';
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
      const wording = node.kind === 'value' ? (describeUnclosed(node.value) ?? unfilled) : unfilled;
      findings.push(warn('unfilled_variable', path, node.place, wording));
    }
    const unset = (unknown: UnknownNode): Finding => {
      const shown = isPlainField(path, registry) ? variableName : usualName;
      const names = shownNames(unknown.variables, shown);
      return {
        ...warn('unset_variable', path, unknown.place, describeUnset(unknown.variables, shown)),
        ...(names === undefined ? {} : { variables: names }),
      };
    };
    // A value that is known is judged with all others.
    if (node.kind === 'unknown' && node.surrounded && isSent(path, registry)) {
      findings.push(warn('surrounding_space', path, node.place, surroundingSpace));
    }
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
  message: 'contains a "${" that Backstage does not fill in and leaves in the value',
  hint: 'Write ${NAME} or ${NAME:-default}, without another variable in the default. To keep "${…}" as text, write "$${…}".',
};

const unclosed = 'has no closing brace';

/** What to say of a text that consists of `${` and a name. A name that is not all-caps could be a secret. */
function describeUnclosed(text: unknown): Wording | undefined {
  const [, name] = (typeof text === 'string' ? /^\s*\$\{([^{}]*)$/.exec(text) : undefined) ?? [];
  if (name === undefined) return undefined;
  const shown = usualName.test(name.trim()) ? name.trim() : 'NAME';
  return { message: unclosed, hint: `Write \${${shown}}.` };
}

function placeIn({ path, location }: Finding): string {
  return `${path} ${location?.line}:${location?.column} ${location?.file}`;
}

/** Of a value without its closing brace, one finding: an error where the value is one. */
export function withUnclosed(findings: readonly Finding[]): Finding[] {
  const places = new Set(findings.filter(({ message }) => message === unclosed).map(placeIn));
  const isOther = (finding: Finding) =>
    finding.message !== unclosed && places.has(placeIn(finding));
  const wrong = new Set(
    findings.filter(finding => isOther(finding) && finding.severity === 'error').map(placeIn),
  );
  const toSeverity = (finding: Finding): Finding =>
    finding.message === unclosed && wrong.has(placeIn(finding))
      ? { ...finding, severity: 'error' }
      : finding;
  return findings.filter(finding => !isOther(finding)).map(toSeverity);
}

const covered: Wording = {
  message: 'is a value here but a section in a later file, so Backstage fails to read it',
  hint: 'Remove it here, or set the same keys in both files.',
};

/** The names of variables, each once, where all of them may be shown. */
function shownNames(
  variables: UnknownNode['variables'],
  shown: RegExp,
): readonly string[] | undefined {
  const names = [...new Set(variables)].filter(name => name !== undefined);
  const areShown = !variables.includes(undefined) && names.every(name => shown.test(name));
  return areShown && names.length > 0 ? names : undefined;
}

/** Whether a value is that of a field without secrets. In the place of a section it could be a secret. */
function isPlainField(path: ConfigPath, { fields }: ConfigRegistry): boolean {
  const key = keyOf(path);
  return Object.hasOwn(fields, key) && fields[key]?.sensitive !== true;
}

function isSent(path: ConfigPath, { fields }: ConfigRegistry): boolean {
  const key = keyOf(path);
  return isSentAsIs(key, Object.hasOwn(fields, key) && fields[key]?.sensitive === true);
}

/** The key of the field that a path belongs to, if it is one: without indexes of a list. */
function keyOf(path: ConfigPath): string {
  return describePath(path).path?.replace(/(?:\[\d+\])+$/, '') ?? '';
}

function describeUnset(variables: UnknownNode['variables'], shown: RegExp): Wording {
  if (variables.includes(undefined)) {
    return {
      message:
        'was not checked, because it names a variable by another variable, and that one is not set here',
      hint: 'Set the named variable where the backend runs, or correct the variable that contains its name.',
    };
  }
  const names = [...new Set(variables)].filter(name => name !== undefined);
  if (!names.every(name => variableName.test(name))) {
    return {
      message:
        'takes its value from a variable whose name has characters other than letters, digits and "_"',
      hint: 'Write ${NAME} or, with a default, ${NAME:-default}.',
    };
  }
  if (!names.every(name => shown.test(name))) {
    return {
      message: 'was not checked, because a variable is not set here',
      hint: 'Set it where the backend runs. The variable name is not all-caps, so it is not printed: it could be a secret. If it is one, replace the secret and write the name of a variable instead.',
    };
  }
  const [subject, verb, pronoun] =
    names.length === 1 ? ['variable', 'is', 'it'] : ['variables', 'are', 'them'];
  return {
    message: `was not checked, because ${subject} ${names.join(', ')} ${verb} not set here`,
    hint: `To check the value, set ${pronoun} here too.`,
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
          message: 'is a secret that is written in the file itself',
          hint: 'Read it from a variable (${NAME}) or from a mounted file ($file).',
        }),
      );
  });
}

/** A shorter one is an error, or only decrypts what Boost 0.8 stored. */
const shortestSessionSecret = 16;

/** Secrets whose holder can forge chat sessions, with the remedy for one that can be guessed. */
const sessionSecrets: Readonly<Record<string, string>> = {
  'boost.encryptionSecret':
    'Generate a new one with "openssl rand -base64 32", and keep this one in boost.previousEncryptionSecrets until reencrypt() has run.',
  'boost.previousEncryptionSecrets':
    'Run reencrypt() under a secret from "openssl rand -base64 32", then remove this one. Chat sessions bound with it continue until then.',
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
        const message = `is easy to guess: its estimated entropy is below ${enoughBits} bits`;
        return warn('guessable_secret', path, node.place, { message, hint });
      });
  });
}

function isGuessable(secret: unknown): boolean {
  if (typeof secret !== 'string' || secret.length < shortestSessionSecret) return false;
  if (isUnfilled(secret)) return false;
  return estimatedBits(secret) < enoughBits;
}

/** Whether a mapping is `{ file: PATH }` or alike, which is reported as another error: the path is not a secret. */
function isIncludeWithoutDollar(node: ConfigNode): boolean {
  if (node.kind !== 'mapping' || node.entries.size !== 1) return false;
  return includeKeys.some(key => node.entries.has(key.slice('$'.length)));
}

function holdsLiteral(node: ConfigNode): boolean {
  if (node.kind === 'unknown') return node.literal;
  if (node.kind !== 'value' || !node.literal || isUnfilled(node.value)) return false;
  return node.value !== null && node.value !== '';
}

/** `$NAME` in the place of a secret is reported as what it is. */
function isUnfilled(value: unknown): boolean {
  return typeof value === 'string' && findShellVariable(value) !== undefined;
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
