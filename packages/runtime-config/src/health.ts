import { BoostConfigError } from '@rhdh-boost/config-schema';
import type { OverrideAccess } from './override-access.ts';
import { ConfigOverrideError } from './override-error.ts';
import type { OverrideState } from './override-store.ts';
import { planOverrides } from './reconcile.ts';
import { isLegacyRow, type UnusableCode } from './stored-value.ts';
import type { ValueCipher } from './value-cipher.ts';

/** Whether overrides can be read, and what needs an administrator. */
export interface ConfigHealth {
  /**
   * - `ok`: nothing needs an administrator.
   * - `warning`: overrides are read, and `problems` or `counts` say what needs one.
   * - `failed`: overrides cannot be read; `problems` says why.
   */
  readonly status: 'ok' | 'warning' | 'failed';
  /** What is stored; absent when it cannot be read. */
  readonly counts?: ConfigHealthCounts;
  /**
   * How changes of other replicas arrive: by notification, by asking the database in intervals, or from the
   * same memory.
   */
  readonly changes: 'listen' | 'poll' | 'memory';
  /** What is wrong, each with what to do about it. They contain no value. */
  readonly problems: readonly ConfigHealthProblem[];
}

/** How many rows are in which state. */
export interface ConfigHealthCounts {
  /** All overrides that are stored. */
  readonly rows: number;
  /** Those that the next `reconcile` migrates, encrypts or moves aside. Run it after the rollout. */
  readonly waiting: number;
  /** Those in the form that Boost 0.8 encrypted. `reencrypt` encrypts them in today's form. */
  readonly legacyRows: number;
  /** Those that a newer version wrote, and that this one must not read. */
  readonly newerRows: number;
  /** Those that are not used, by the reason. */
  readonly ignored: Readonly<Partial<Record<UnusableCode, number>>>;
  /** Rows that were moved aside, until they are restored or purged. */
  readonly rejected: number;
}

/** One thing that is wrong. */
export interface ConfigHealthProblem {
  /** What is wrong; stable, for programs. */
  readonly code: string;
  /** One sentence that names the place. */
  readonly message: string;
  /** What to do about it. */
  readonly hint: string;
}

/** Reads the health, and never throws. */
export async function readHealth(
  access: OverrideAccess,
  changes: ConfigHealth['changes'],
): Promise<ConfigHealth> {
  try {
    // A bad secret opens no value, and is reported apart from the counts.
    const lenient = { ...access, cipher: access.lenientCipher };
    const counts = countRows(lenient, await access.store.readState());
    const problems = problemsOfSecrets(access.cipher);
    const isFine =
      problems.length === 0 &&
      counts.waiting + counts.rejected === 0 &&
      Object.keys(counts.ignored).every(code => code === 'unknown_key');
    return { status: isFine ? 'ok' : 'warning', counts, changes, problems };
  } catch (error) {
    return { status: 'failed', changes, problems: [problemOf(error)] };
  }
}

function countRows(access: OverrideAccess, { rows, rejected }: OverrideState): ConfigHealthCounts {
  const ignored: Partial<Record<UnusableCode, number>> = {};
  const entries = planOverrides(access, rows);
  for (const { code } of entries) if (code !== undefined) ignored[code] = (ignored[code] ?? 0) + 1;
  const legacy = new Set(rows.filter(row => isLegacyRow(row, access)).map(({ key }) => key));
  const changing = new Set(['migrated', 'reencrypted', 'rejected', 'waiting']);
  return {
    rows: rows.length,
    waiting: entries.filter(({ key, outcome }) => changing.has(outcome) && !legacy.has(key)).length,
    legacyRows: legacy.size,
    newerRows: ignored.newer_version ?? 0,
    ignored,
    rejected,
  };
}

/** A secret that cannot be used is reported even if no secret is stored. */
function problemsOfSecrets(cipher: ValueCipher): ConfigHealthProblem[] {
  try {
    cipher.prepare();
    return [];
  } catch (error) {
    return [problemOf(error)];
  }
}

function problemOf(error: unknown): ConfigHealthProblem {
  if (ConfigOverrideError.isInstance(error)) {
    const { code, message, hint } = error;
    return { code, message, hint };
  }
  const [problem] = error instanceof BoostConfigError ? error.problems : [];
  return {
    code: problem?.code ?? 'unknown',
    message:
      problem === undefined
        ? 'The health could not be read.'
        : `${problem.path} ${problem.message}.`,
    hint: problem?.hint ?? 'Try again.',
  };
}
