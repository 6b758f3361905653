import { nearestName } from '@rhdh-boost/internal/nearest-name';
import type { BoostConfig } from './boost-config.ts';
import { boostConfigRegistry } from './boost-field-set.ts';
import type { ConfigRegistry } from './combine-config-fields.ts';
import { BoostConfigError, type BoostConfigProblem } from './problem.ts';
import { nestValues, readBoost } from './read-boost.ts';
import { indexOf } from './registry-index.ts';

/** What one package reads of an app-config. */
export interface BoostConfigUse {
  /** The fields that it reads, by key; each must be in the registry. No other field is judged. */
  readonly keys: readonly string[];
  /**
   * The sections that are its own, such as `boost.providers.kagenti`: an unknown key in one of them
   * is a warning. An unknown key anywhere else belongs to another module.
   *
   * @defaultValue none
   */
  readonly sections?: readonly string[];
  /**
   * The known fields. With those of other modules, their keys can be read, and cause no warning in the
   * own sections.
   *
   * @defaultValue `boostConfigRegistry`
   */
  readonly registry?: ConfigRegistry;
}

/** What one package has read of an app-config. */
export interface BoostConfigPart {
  /** The values of its fields, nested as app-config is. What was not set is not there. */
  readonly config: {
    /** What is set below `boost` of these fields. */
    readonly boost?: Partial<NonNullable<BoostConfig['boost']>>;
  };
  /**
   * The keys in its sections that have no effect, unknown ones and those of earlier versions, and values that are
   * accepted and probably meant otherwise.
   */
  readonly warnings: readonly BoostConfigProblem[];
}

/**
 * Reads what one package needs of an app-config, and judges only that, so that the package runs
 * beside other modules whose keys it does not know. The whole section is the business of
 * `checkBoostConfig`, by which `boost-config check` calls every unknown key a mistake.
 *
 * What a misspelt key was meant to be is not set: where it is required, it is missing.
 *
 * @param input - the whole app-config, as an object or as Backstage's root `Config`
 * @param use - the fields that the package reads, and its own sections
 * @throws {@link BoostConfigError} with everything that is wrong with these fields or with a section
 *   that they are in, and then with the keys that have no effect; no value is in any of it
 * @throws TypeError when the registry has no field of one of the keys
 */
export function parseBoostConfigPart(input: unknown, use: BoostConfigUse): BoostConfigPart {
  const { registry = boostConfigRegistry, keys } = use;
  checkUse(use, registry);
  const reading = readBoost(input, registry, { meantIsSet: false, keys });
  const { values, problems, warnings: likely } = reading;
  const ignored = problems.filter(
    problem =>
      hasNoEffect(problem) &&
      (isOwn(problem, use) || (isError(problem, use) && isIgnored(problem, values))),
  );
  const errors = problems.filter(problem => isError(problem, use) && !isIgnored(problem, values));
  // What is missing may be there under a misspelt key, so both are reported.
  if (errors.length > 0) throw new BoostConfigError([...new Set([...errors, ...ignored])]);
  const wanted = new Set<string>(use.keys);
  const read = new Map([...values].filter(([key]) => wanted.has(key)));
  return {
    config: nestValues(indexOf(registry).root, read),
    warnings: [
      ...ignored,
      ...likely.filter(({ path }) => use.keys.some(key => isWithin(path, key))),
    ],
  };
}

/** What the code of a package gets wrong, whatever app-config has. */
function checkUse({ keys, sections = [] }: BoostConfigUse, { fields }: ConfigRegistry): void {
  for (const [name, list] of Object.entries({ keys, sections })) {
    if (!Array.isArray(list)) {
      throw new TypeError(`parseBoostConfigPart: ${name} must be a list of dotted paths.`);
    }
  }
  const unknown = keys.filter(key => !Object.hasOwn(fields, key));
  if (unknown.length === 0) return;
  const described = unknown.map(key => {
    const near = nearestName(key, Object.keys(fields));
    return near === undefined ? key : `${key} (did you mean ${near}?)`;
  });
  throw new TypeError(
    `parseBoostConfigPart: the registry does not know the keys ${described.join(', ')}. Correct their spelling. If another set has them, pass registry: combineConfigFields([boostFieldSet, thatSet]).`,
  );
}

/** A value that is read, a section on the way to one, or a key that plants something in an own section. */
function isError(problem: BoostConfigProblem, use: BoostConfigUse): boolean {
  const { path, code } = problem;
  if (code === 'forbidden_key') return isOwn(problem, use);
  return use.keys.some(key => isWithin(path, key) || isWithin(key, path));
}

/** A name inside a value that could be read: the value is as it would be without the name. */
function isIgnored(
  { path, code }: BoostConfigProblem,
  values: ReadonlyMap<string, unknown>,
): boolean {
  return code === 'unknown_key' && [...values.keys()].some(key => isWithin(path, key));
}

function hasNoEffect({ code }: BoostConfigProblem): boolean {
  return code === 'unknown_key' || code === 'removed_key';
}

function isOwn({ path }: BoostConfigProblem, { sections = [] }: BoostConfigUse): boolean {
  return sections.some(section => isWithin(path, section));
}

/** Whether a path is another, or leads on from it. */
function isWithin(path: string, outer: string): boolean {
  return path === outer || path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);
}
