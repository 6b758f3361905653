import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Knex } from 'knex';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ReconcileReport } from '../src/reconcile-report.ts';
import { type StoreHost, type StorePlace } from './database-host.fixture.ts';
import { type RollingVersion, rollingOwner } from './rolling-fields.fixture.ts';
import type { Observation, ReplicaRequest, ReplicaSetup } from './rolling-replica.fixture.ts';

const program = fileURLToPath(new URL('./rolling-replica.fixture.ts', import.meta.url));
const guide = fileURLToPath(new URL('../../../docs/override-migrations.md', import.meta.url));

const timeout = 'boost.acme.timeout';
const label = 'boost.acme.label';
const title = 'boost.acme.title';
const color = 'boost.acme.color';
const theme = 'boost.acme.theme';

/** One replica that runs as a process. */
class Replica {
  readonly #process: ChildProcess;
  readonly #answers: AsyncIterator<string>;
  readonly version: RollingVersion;

  constructor(setup: ReplicaSetup) {
    this.version = setup.version;
    this.#process = spawn(process.execPath, [program, JSON.stringify(setup)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const { stdout } = this.#process;
    if (stdout === null) throw new Error('The process has no output.');
    const lines: Interface = createInterface({ input: stdout });
    this.#answers = lines[Symbol.asyncIterator]();
  }

  observe(...keys: string[]): Promise<Observation> {
    return this.#ask({ call: 'observe', keys });
  }

  set(key: string, value: unknown): Promise<unknown> {
    return this.#ask({ call: 'set', key, value, actor: `user:default/version-${this.version}` });
  }

  unset(key: string): Promise<boolean> {
    return this.#ask({ call: 'unset', key });
  }

  reconcile(): Promise<ReconcileReport> {
    return this.#ask({ call: 'reconcile' });
  }

  async end(): Promise<void> {
    const ended = new Promise(resolve => this.#process.once('close', resolve));
    this.#process.stdin?.end();
    await ended;
  }

  async #ask<Answer>(request: ReplicaRequest): Promise<Answer> {
    this.#process.stdin?.write(`${JSON.stringify(request)}\n`);
    const { value, done } = await this.#answers.next();
    if (done === true) throw new Error(`The replica ended at ${request.call}.`);
    return JSON.parse(value);
  }
}

/** A step of a rollout, and what both replicas read after it. */
type Step = readonly [what: string, action: (old: Replica, next: Replica) => Promise<unknown>];

const unitChange: readonly Step[] = [
  ['60 s was set before the rollout, and the new replica starts', old => old.set(timeout, 60)],
  ['90,000 ms is set through the new replica', (_old, next) => next.set(timeout, 90_000)],
  ['45 s is set through the old replica', old => old.set(timeout, 45)],
  ['the rollout ends, and `reconcile()` runs', (_old, next) => next.reconcile()],
  ['the old version is back, and sets 50 s again', old => old.set(timeout, 50)],
];
const rename: readonly Step[] = [
  ['`a` was set before the rollout, and the new replica starts', old => old.set(label, 'a')],
  ['`b` is set through the new replica', (_old, next) => next.set(title, 'b')],
  ['`c` is set through the old replica', old => old.set(label, 'c')],
  ['the rollout ends, and `reconcile()` runs', (_old, next) => next.reconcile()],
  ['the old version is back, and sets `d` again', old => old.set(label, 'd')],
];
const addition: readonly Step[] = [
  ['`red` is set through the new replica', (_old, next) => next.set(color, 'red')],
  ['the rollout ends, and `reconcile()` runs', (_old, next) => next.reconcile()],
];
const removal: readonly Step[] = [
  ['`dark` was set before the rollout, and the new replica starts', old => old.set(theme, 'dark')],
  ['`light` is set through the old replica', old => old.set(theme, 'light')],
  ['the rollout ends, and `reconcile()` runs', (_old, next) => next.reconcile()],
];

/** How a rollout with processes of two versions goes, on a database that they share. */
export function describeRollingUpgrade(host: StoreHost): void {
  describe(`a rolling upgrade ${host.name}`, () => {
    let place: StorePlace;
    let database: Knex;
    let replicas: Replica[];
    beforeEach(async () => {
      place = await host.open();
      const knex = place.knex?.();
      if (knex === undefined) throw new Error('There is no database.');
      database = knex;
      replicas = [];
    });
    afterEach(async () => {
      await Promise.all(replicas.map(replica => replica.end()));
      await place.close();
    });

    function start(version: RollingVersion, clockOffsetMs = 0): Replica {
      if (place.connection === undefined) throw new Error('There is no database.');
      const replica = new Replica({ version, connection: place.connection, clockOffsetMs });
      replicas.push(replica);
      return replica;
    }

    /** Every value that was ever written, wherever it is now. */
    async function everyValue(): Promise<unknown[]> {
      const found = await Promise.all([
        database('boost_config_overrides').pluck('value'),
        database('boost_config_overrides_rejected').pluck('value'),
        database('boost_config_overrides_history').pluck('to_value'),
        database('boost_config_overrides_history').pluck('from_value'),
      ]);
      return found.flat().flatMap(text => (text === null ? [] : [JSON.parse(text)]));
    }

    /** Takes the steps, and compares what both replicas read after each with a table of the guide. */
    async function expectAsInGuide(
      steps: readonly Step[],
      oldKey: string,
      newKey: string,
    ): Promise<void> {
      const [old, next] = [start(1), start(2)];
      const lines = [
        '| after | old replica reads | and reports | new replica reads | and reports |',
        '|---|---|---|---|---|',
      ];
      for (const [step, action] of steps) {
        await action(old, next);
        const before = await place.rows();
        const cells = [
          ...cellsOf(await old.observe(oldKey), oldKey),
          ...cellsOf(await next.observe(newKey), newKey),
        ];
        lines.push(`| ${[step, ...cells].join(' | ')} |`);
        expect(await place.rows(), `reading after: ${step}`).toEqual(before);
      }
      const table = lines.join('\n');
      expect(readFileSync(guide, 'utf8'), `the guide lacks:\n${table}\n`).toContain(table);
    }

    test.each([
      ['a unit change', unitChange, timeout, [60, 90_000, 45, 50]],
      ['a new key', addition, color, ['red']],
      ['a removed key', removal, theme, ['dark', 'light']],
    ] as const)(
      'A2: in a rollout with %s, both replicas read what the guide says, and nothing is lost',
      async (_what, steps, key, written) => {
        await expectAsInGuide(steps, key, key);
        expect(await everyValue()).toEqual(expect.arrayContaining([...written]));
      },
      60_000,
    );

    test('A2: in a rollout with a new name, both replicas read what the guide says, and nothing is lost [runtime-config/Newest value wins across names]', async () => {
      await expectAsInGuide(rename, label, title);
      expect(await place.rejected()).toMatchObject([
        { key: title, value: '"b"', reason: `a newer value of ${title} is stored` },
      ]);
      expect(await everyValue()).toEqual(expect.arrayContaining(['a', 'b', 'c', 'd']));
    }, 60_000);

    test('A2: an old replica reports a newer value with both versions, and leaves it alone [runtime-config/Old replica does not use a newer value]', async () => {
      const [old, next] = [start(1), start(2)];
      await next.set(timeout, 90_000);
      const before = await place.rows();
      const { values, problems } = await old.observe(timeout);
      expect(values[timeout]).toMatchObject({ value: 30, source: 'default' });
      expect(problems).toMatchObject([{ code: 'newer_version', key: timeout }]);
      expect(problems[0]?.message).toContain(
        `version 2 of ${rollingOwner} wrote it, and this backend has version 1. App-config or the default is used. Update this backend.`,
      );
      expect((await old.reconcile()).entries).toMatchObject([
        { key: timeout, outcome: 'kept', code: 'newer_version' },
      ]);
      expect(await place.rows()).toEqual(before);
    }, 60_000);

    test('A2: a replica whose time is a day ahead does not win, and one a day behind does not lose', async () => {
      const day = 86_400_000;
      const startedAt = Date.now();
      const [old, next] = [start(1, day), start(2, -day)];
      await old.set(label, 'older');
      await next.set(title, 'newer');
      expect((await next.observe(title)).values[title]).toMatchObject({ value: 'newer' });
      await old.set(label, 'newest');
      expect((await next.observe(title)).values[title]).toMatchObject({ value: 'newest' });
      await next.reconcile();
      expect((await next.observe(title)).values[title]).toMatchObject({ value: 'newest' });
      const times = await database('boost_config_overrides').pluck('updated_at');
      for (const time of times)
        expect(Math.abs(new Date(time).getTime() - startedAt)).toBeLessThan(day / 24);
    }, 60_000);

    test('A6: a value that was migrated is not migrated again when its set adds version keys [runtime-config/Migration runs once for each row]', async () => {
      const [first, second, third] = [start(1), start(2), start(3)];
      await first.set(timeout, 60);
      await second.reconcile();
      for (const replica of [second, third, third, second]) {
        expect((await replica.observe(timeout)).values[timeout]).toMatchObject({ value: 60_000 });
        expect((await replica.reconcile()).entries).toEqual([
          { key: timeout, outcome: 'unchanged' },
        ]);
      }
      await first.set(timeout, 45);
      await third.reconcile();
      await second.reconcile();
      expect((await third.observe(timeout)).values[timeout]).toMatchObject({ value: 45_000 });
      expect(await place.rows()).toEqual([{ key: timeout, value: '45000', version: 2 }]);
    }, 60_000);

    test('A2: what an old replica sets while a new one reconciles is used', async () => {
      const [old, next] = [start(1), start(2)];
      for (let turn = 1; turn <= 10; turn += 1) {
        await Promise.all([
          old.set(label, `turn ${turn}`),
          old.set(timeout, turn),
          next.reconcile(),
        ]);
        const { values } = await next.observe(title, timeout);
        expect(values).toMatchObject({
          [title]: { value: `turn ${turn}` },
          [timeout]: { value: turn * 1000 },
        });
      }
    }, 60_000);

    test('A2: what an old replica sets and unsets never removes what a new one set under another name', async () => {
      const [old, next] = [start(1), start(2)];
      await old.set(label, 'a');
      await next.set(title, 'b');
      expect(await old.unset(label)).toBe(true);
      expect((await next.observe(title)).values[title]).toMatchObject({ value: 'b' });
      await old.set(label, 'c');
      expect(await next.unset(title)).toBe(true);
      expect(await place.rows()).toEqual([]);
    }, 60_000);
  });
}

/** What a replica reads and reports, as cells of a table. */
function cellsOf({ values, problems }: Observation, key: string): string[] {
  const { value, source } = values[key] ?? {};
  const from = source === 'database' ? '' : source === 'yaml' ? ' (app-config)' : ' (default)';
  const shown = value === undefined ? 'nothing' : `${value}${from}`;
  const reported = problems.map(({ code, key: about }) => `\`${code}\` of \`${about}\``);
  return [shown, reported.join(', ') || '–'];
}
