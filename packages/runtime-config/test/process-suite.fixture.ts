import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { StoreHost } from './database-host.fixture.ts';
import { type OpenPlace, openPlace } from './open-place.fixture.ts';
import { type ReplicaTask, writesEach } from './replica-process.fixture.ts';
import { seal, unseal } from './sealed-value.fixture.ts';

const run = promisify(execFile);
const program = fileURLToPath(new URL('./replica-process.fixture.ts', import.meta.url));

/** What replicas do to each other as processes, where that can be: in a database. */
export function describeProcesses(host: StoreHost): void {
  describe(`processes on overrides ${host.name}`, () => {
    const place = openPlace(host);

    function start(task: Partial<ReplicaTask>) {
      const whole = {
        connection: place.connection,
        action: 'reconcile',
        replica: 0,
        startAt: 0,
        ...task,
      };
      return run(process.execPath, [program, JSON.stringify(whole)]);
    }

    test('two processes write the same and different keys of an empty database at the same time', async () => {
      const startAt = Date.now() + 1500;
      await Promise.all([0, 1].map(replica => start({ action: 'write', replica, startAt })));
      const config = place.resolver();
      const last = [writesEach, 1000 + writesEach];
      expect(last).toContain(await config.resolve('boost.sample.limit'));
      expect(last).toContain(await config.resolve('boost.sample.group.size'));
      expect(await config.resolve('boost.sample.title')).toBe(`write ${writesEach}`);
      expect(await config.resolve('boost.sample.internal')).toBe(`write ${writesEach}`);
      expect(await place.rows()).toHaveLength(4);
    });

    test('Bad input: a process killed before any statement of a reconcile is followed by the next [runtime-config/Killed reconcile is resumed]', async () => {
      await fill(place);
      const { stdout } = await start({});
      const expected = await contents(place);
      expect(expected.rows).toHaveLength(5);
      expect(expected.rejected).toHaveLength(2);
      const statements = Number(stdout);
      expect(statements).toBeGreaterThan(20);
      const next = place.resolver();
      for (let killBefore = 1; killBefore <= statements; killBefore += 1) {
        await place.clear();
        await fill(place);
        await expect(start({ killBefore })).rejects.toMatchObject({ signal: 'SIGKILL' });
        await next.reconcile();
        expect(await contents(place), `killed before statement ${killBefore}`).toEqual(expected);
      }
    }, 300_000);
  });
}

/** One row for each thing that reconcile does. */
async function fill(place: OpenPlace): Promise<void> {
  await place.write('boost.elsewhere', '"unknown"', 1);
  await place.write('boost.sample.limit', '5', 1);
  await place.write('boost.sample.secret', seal('boost.sample.secret', 'hidden'), 2);
  await place.write('boost.sample.title', '7', 3);
  await place.write('boost.sample.group.size', '5', 1);
  await place.write('boost.sample.group.name', '"a name"', 1);
  await place.write('boost.sample.old', '"gone"', 2);
}

/** All that is kept, secrets in the open: each encryption differs. */
async function contents(place: OpenPlace) {
  const rows = (await place.rows()).map(({ key, value, version }) => ({
    key,
    value: key === 'boost.sample.token' ? unseal(key, value) : value,
    version,
  }));
  return { rows, rejected: await place.rejected() };
}
