import {
  type BoostConfigProblem,
  checkBoostConfig,
  isConfigValueSet,
} from '@rhdh-boost/config-schema';
import type { OverrideAccess } from './override-access.ts';
import { ProblemReporter } from './override-problem.ts';
import type { StoredOverride } from './override-store.ts';
import { readOverrides } from './stored-overrides.ts';

/** The values of overrides by key, secrets included. */
export type OverrideValues = ReadonlyMap<string, unknown>;

/** The values that rows have for the rules between fields. Rows that cannot be used have none. */
export function valuesOf(
  { keys, lenientCipher }: OverrideAccess,
  rows: readonly StoredOverride[],
): OverrideValues {
  return readOverrides(rows, {
    keys,
    cipher: lenientCipher,
    reporter: new ProblemReporter({}),
    withSensitive: true,
  });
}

/**
 * The problems that a change adds to the effective configuration, by the rules of `checkBoostConfig`. What
 * was wrong before does not count: otherwise an incomplete app-config would block every change.
 */
export function addedProblems(
  access: OverrideAccess,
  before: OverrideValues,
  after: OverrideValues,
): readonly BoostConfigProblem[] {
  const found = problemsOf(access, after);
  if (found.length === 0) return found;
  const known = new Set(problemsOf(access, before).map(identify));
  return found
    .filter(problem => !known.has(identify(problem)))
    .map(problem => inAppConfig(access, problem));
}

/** The hint of a rule may say to set a key that no override can set. */
function inAppConfig({ keys }: OverrideAccess, problem: BoostConfigProblem): BoostConfigProblem {
  const { path, hint } = problem;
  if (keys.field(path)?.configScope !== 'yaml-only') return problem;
  return { ...problem, hint: `${hint} ${path} can be set only in app-config.` };
}

function identify({ path, code, message }: BoostConfigProblem): string {
  return JSON.stringify([path, code, message]);
}

function problemsOf(access: OverrideAccess, overrides: OverrideValues) {
  const { registry } = access.keys;
  const input = { boost: effectiveSection(access, overrides) };
  // As when a backend starts: the key that a misspelt one meant is missing.
  return checkBoostConfig(input, { registry, unknownKeys: 'warn' }).problems ?? [];
}

interface Section {
  [name: string]: unknown;
}

/** The `boost` section as app-config would have it, with each field's effective value. */
function effectiveSection({ keys, yaml }: OverrideAccess, overrides: OverrideValues): Section {
  const section: Section = {};
  for (const [key, { configScope, defaultValue }] of Object.entries(keys.registry.fields)) {
    if (configScope === 'db-only') continue;
    const raw = overrides.has(key) ? overrides.get(key) : yaml.raw(key);
    const value = isConfigValueSet(key, raw, keys.registry) ? raw : defaultValue;
    if (value !== undefined) put(section, key.split('.').slice(1), value);
  }
  return section;
}

function put(section: Section, [name = '', ...below]: readonly string[], value: unknown): void {
  if (below.length === 0) section[name] = value;
  else put(Object((section[name] ??= {})), below, value);
}
