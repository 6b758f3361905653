import { BoostConfigError } from '@rhdh-boost/config-schema';
import type { OverrideAccess } from './override-access.ts';
import { ConfigOverrideError } from './override-error.ts';
import { keyForText, remedies } from './override-problem.ts';
import type { OverrideState } from './override-store.ts';
import { planOverrides } from './reconcile.ts';
import type { ReconcileEntry, ReconcileOutcome } from './reconcile-report.ts';
import { isLegacyRow, type UnusableCode } from './stored-value.ts';
import type { ValueCipher } from './value-cipher.ts';

/** Whether overrides can be read, and what needs an administrator. */
export interface ConfigHealth {
  /**
   * - `ok`: nothing needs an administrator. Rows of modules that are not installed, in Boost 0.8's form, or moved
   *   aside are counted all the same.
   * - `warning`: overrides are read, and `problems` says what needs one.
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
    const state = await access.store.readState();
    const entries = planOverrides(lenient, state.rows);
    const legacy = legacyKeys(lenient, state);
    const problems = [
      ...problemsOfSecrets(access.cipher),
      ...problemsOfIgnored(entries),
      ...problemsOfWaiting(entries.filter(({ key }) => !legacy.has(key))),
    ];
    const counts = countRows(state, entries, legacy);
    return { status: problems.length === 0 ? 'ok' : 'warning', counts, changes, problems };
  } catch (error) {
    return { status: 'failed', changes, problems: [problemOf(error)] };
  }
}

function legacyKeys(access: OverrideAccess, { rows }: OverrideState): ReadonlySet<string> {
  return new Set(rows.filter(row => isLegacyRow(row, access)).map(({ key }) => key));
}

function countRows(
  { rows, rejected }: OverrideState,
  entries: readonly ReconcileEntry[],
  legacy: ReadonlySet<string>,
): ConfigHealthCounts {
  const ignored: Partial<Record<UnusableCode, number>> = {};
  for (const { code } of entries) if (code !== undefined) ignored[code] = (ignored[code] ?? 0) + 1;
  return {
    rows: rows.length,
    waiting: entries.filter(({ key, outcome }) => changing.has(outcome) && !legacy.has(key)).length,
    legacyRows: legacy.size,
    newerRows: ignored.newer_version ?? 0,
    ignored,
    rejected,
  };
}

/** What the next `reconcile` does with a row that it changes. */
const changing: ReadonlySet<ReconcileOutcome> = new Set([
  'migrated',
  'reencrypted',
  'rejected',
  'waiting',
]);

/** How many keys, and reasons, a message names. */
const mostNamed = 3;

/** One problem for each reason. A module that is not installed needs nobody: its rows are only counted. */
function problemsOfIgnored(entries: readonly ReconcileEntry[]): ConfigHealthProblem[] {
  const byCode = new Map<UnusableCode, ReconcileEntry[]>();
  for (const entry of entries) {
    const { code } = entry;
    if (code === undefined || code === 'unknown_key') continue;
    const group = byCode.get(code);
    if (group === undefined) byCode.set(code, [entry]);
    else group.push(entry);
  }
  return [...byCode].map(([code, group]) => ({
    code,
    message: `${describe(group, 'not used')}${reasonsOf(group)}.`,
    hint: remedies[code],
  }));
}

/** Rows that are used, and that only `reconcile` brings to today's version or form. */
function problemsOfWaiting(entries: readonly ReconcileEntry[]): ConfigHealthProblem[] {
  const waiting = entries.filter(
    ({ code, outcome }) => code === undefined && changing.has(outcome),
  );
  if (waiting.length === 0) return [];
  return [
    {
      code: 'waiting',
      message: `${describe(waiting, 'used, but in an earlier version or form')}${reasonsOf(waiting)}.`,
      hint: 'Reconcile the overrides when all replicas run this version.',
    },
  ];
}

const listFormat = new Intl.ListFormat('en');

function describe(entries: readonly ReconcileEntry[], state: string): string {
  const keys = entries.slice(0, mostNamed).map(({ key }) => keyForText(key));
  const others = entries.length - keys.length;
  const list = listFormat.format(others > 0 ? [...keys, `${others} more`] : keys);
  return entries.length === 1
    ? `The stored value of ${list} is ${state}`
    : `The stored values of ${list} are ${state}`;
}

/** The reasons of the rows that the message names. */
function reasonsOf(entries: readonly ReconcileEntry[]): string {
  const reasons = new Set(
    entries.slice(0, mostNamed).flatMap(({ reason }) => (reason === undefined ? [] : reason)),
  );
  return reasons.size === 0 ? '' : `: ${[...reasons].join('; ')}`;
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
