import type { Finding } from '../finding.ts';
import { isRecord } from '../is-record.ts';
import { type AppConfigOverlay, overlayPlace } from './overlay.ts';

/** What the variables of the environment set. */
export interface EnvironmentOverlays {
  /** One for each variable, in the order of the environment. */
  readonly overlays: readonly AppConfigOverlay[];
  /** The variables with which a backend does not start, as errors `unusable_variable`. */
  readonly findings: readonly Finding[];
}

const prefix = 'APP_CONFIG_';
/** A part of a key, as Backstage's `EnvConfigSource` takes it. */
const keyPart = /^[a-z][a-z0-9]*(?:[-_:][a-z0-9]+)*$/i;

/**
 * Reads the variables `APP_CONFIG_boost_kagenti_auth_clientId` as Backstage does, which merges them over all files. A
 * value is JSON or, if it is none, text; an empty one counts as not set.
 *
 * @param environment - the variables
 */
export function readEnvironmentOverlays(
  environment: Readonly<Record<string, string | undefined>>,
): EnvironmentOverlays {
  const overlays: AppConfigOverlay[] = [];
  const findings: Finding[] = [];
  const data: Record<string, unknown> = {};
  for (const [variable, text] of Object.entries(environment)) {
    if (!variable.startsWith(prefix) || text === undefined || text === '') continue;
    const key = variable.slice(prefix.length).split('_');
    const value = parseValue(text);
    const problem = findProblem(data, key, value);
    const name = `the variable ${variable}`;
    if (problem === undefined) {
      setValue(data, key, value);
      overlays.push({ name, key, value });
    } else {
      findings.push({
        severity: 'error',
        code: 'unusable_variable',
        message: `${variable} ${problem.message}, so Backstage does not start`,
        hint: problem.hint,
        location: overlayPlace(name),
      });
    }
  }
  return { overlays, findings };
}

function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

type Problem = Pick<Finding, 'message' | 'hint'>;

/** Why Backstage throws for a variable, after those before it; it reads members that objects inherit, too. */
function findProblem(
  data: Readonly<Record<string, unknown>>,
  key: readonly string[],
  value: unknown,
): Problem | undefined {
  if (!key.every(part => keyPart.test(part))) {
    return {
      message: 'does not name a key',
      hint: 'Unset it, or write the names of the key with one "_" between two of them. A name begins with a letter; letters, digits, "-" and ":" follow.',
    };
  }
  let section: unknown = data;
  for (const part of key.slice(0, -1)) {
    section = Reflect.get(Object(section), part) ?? {};
    if (!isRecord(section)) {
      return {
        message: `names a key below ${prefix}…${part}, which another variable sets to a value`,
        hint: 'Unset one of them.',
      };
    }
  }
  const last = key.at(-1) ?? '';
  if (last in Object(section)) {
    return { message: 'sets a key that another variable sets', hint: 'Unset one of them.' };
  }
  if (value === null) {
    return { message: 'is null, which a variable cannot be', hint: 'Unset it.' };
  }
  return undefined;
}

function setValue(data: Record<string, unknown>, key: readonly string[], value: unknown): void {
  let section = data;
  for (const part of key.slice(0, -1)) {
    const below = section[part];
    section = isRecord(below) ? below : (section[part] = {});
  }
  section[key.at(-1) ?? ''] = value;
}
