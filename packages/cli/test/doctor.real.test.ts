import { accountMethods } from '@rhdh-boost/internal/service-account';
import { skipsPostgres } from '@rhdh-boost/test-support/postgres-server';
import { skipsRedis } from '@rhdh-boost/test-support/redis-server';
import { findKeycloak, skipsRealSuite } from '@rhdh-boost/testkit/keycloak';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StepReport } from '../src/doctor/run-steps.ts';
import { type PageRow, readRows, writeRows } from './doctor-page.fixture.ts';
import type { Misconfiguration } from './misconfigurations/misconfiguration.ts';
import { loadMisconfigurations } from './misconfigurations.fixture.ts';
import type { DoctorRun } from './run-doctor.fixture.ts';
import { forms, Site, type SiteOptions } from './site.fixture.ts';
import { type SiteServers, startSiteServers, startTimeoutMs } from './site-servers.fixture.ts';

const keycloak = await findKeycloak();
const misconfigurations = await loadMisconfigurations();
const isSkipped = [skipsRealSuite(keycloak), skipsRedis(), skipsPostgres()].includes(true);

/** By the name of the realm. */
const healthySites: Readonly<Record<string, SiteOptions>> = {
  ...Object.fromEntries(accountMethods.map(method => [`healthy-${method}`, { method }])),
  'healthy-own-authority': { tls: true },
  'healthy-redis': { redis: true },
  'healthy-postgres': { postgres: true },
};

const healthy = { troubled: [], exitCode: 0 };

describe.skipIf(isSkipped)('boost doctor on a real Keycloak', () => {
  let servers: SiteServers;
  /** How long the doctor takes on sites that work, in seconds. */
  const durations: number[] = [];
  /** Where a secret was found. */
  const leaks: string[] = [];
  const collectLeaks = (name: string, site: Site, { output }: DoctorRun) =>
    leaks.push(...site.leaks(output).map(leak => `${name}: ${leak}…`));
  const outcomeOf = (name: string, site: Site, run: DoctorRun) => {
    collectLeaks(name, site, run);
    return { troubled: run.steps.filter(isTroubled).map(shorten), exitCode: run.exitCode };
  };
  const rows = new Map<string, PageRow>();

  beforeAll(async () => {
    servers = await startSiteServers(keycloak);
  }, startTimeoutMs);
  afterAll(() => servers?.[Symbol.asyncDispose]());

  describe.concurrent('a set-up that works', () => {
    test.for(Object.entries(healthySites))(
      '%s [doctor/Working set-up has no finding]',
      async ([name, options]) => {
        await using site = await Site.create(servers, name, options);

        const run = await site.doctor();

        expect(outcomeOf(name, site, run)).toEqual(healthy);
        durations.push(run.seconds);
      },
    );

    test.for([...Object.keys(forms).filter(isForm), 'environment'] as const)(
      'whose app-config is in %s',
      async form => {
        await using site = await Site.create(servers, `healthy-${form}`);

        const run = await (form === 'environment'
          ? site.doctorOnEnvironment()
          : site.doctorOn(form));

        expect(outcomeOf(form, site, run)).toEqual(healthy);
      },
    );
  });

  describe.concurrent('a set-up with a mistake', () => {
    test.for([...misconfigurations])(
      '%s [doctor/Misconfiguration is found and remedied]',
      async ([name, misconfiguration]) => {
        const { step, code, broken, status = 'failed' } = misconfiguration;
        await using site = await Site.create(servers, name, misconfiguration.site);
        await misconfiguration.make(site);

        const run = await site.doctor();

        const finding = findingsOf(run.steps, step).find(it => it.code === code);
        expect(run.steps.filter(isTroubled).map(shorten)).toContainEqual(
          expect.objectContaining({ id: step, status, codes: expect.arrayContaining([code]) }),
        );
        expect(finding?.remedy).toMatch(/\w/);
        expect(run.steps.filter(it => isUnexplained(it, misconfiguration)).map(shorten)).toEqual(
          [],
        );
        expect(run.exitCode).toBe(run.steps.some(it => it.status === 'failed') ? 1 : 0);
        collectLeaks(name, site, run);
        const said = site.withoutPlace(finding?.message ?? '');
        rows.set(name, { step, code, broken, said, seconds: run.seconds });

        if (misconfiguration.remedy) await misconfiguration.remedy(site, run);
        else await site.run(finding?.commands ?? []);
        const after = await site.doctor();

        expect(outcomeOf(name, site, after)).toEqual(healthy);
        // Without https the step of TLS does not apply any more.
        expect(['ok', 'skipped']).toContain(after.steps.find(({ id }) => id === step)?.status);
      },
    );
  });

  test('no output contains a secret [doctor/Output contains no secret]', () => {
    expect(durations.length + rows.size).toBeGreaterThan(0);
    expect(leaks).toEqual([]);
  });

  test('the table of docs/doctor.md has what the doctor says', () => {
    const sorted = [...misconfigurations.keys()].flatMap(name => rows.get(name) ?? []);
    if (process.env['UPDATE_DOCTOR_PAGE'] === '1') writeRows(sorted);
    expect(readRows()).toEqual(sorted.map(({ seconds: _seconds, ...row }) => row));
  });

  test('a set-up that works is examined within seconds', () => {
    const sorted = durations.toSorted((a, b) => a - b);
    const median = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
    process.stdout.write(`boost doctor on a set-up that works: median ${median.toFixed(1)} s\n`);
    expect(median).toBeLessThan(30);
  });
});

function isForm(name: string): name is keyof typeof forms {
  return name in forms;
}

/** Whether a step is neither ok nor one that does not apply. */
function isTroubled({ status, because = [] }: StepReport): boolean {
  return status === 'failed' || status === 'warning' || because.length > 0;
}

/** Whether a step is in trouble though the misconfiguration does not explain it. */
function isUnexplained(report: StepReport, { step, alsoAffected = [] }: Misconfiguration): boolean {
  const { id, because = [] } = report;
  return isTroubled(report) && id !== step && !alsoAffected.includes(id) && !because.includes(step);
}

function findingsOf(steps: readonly StepReport[], step: string) {
  return steps.find(({ id }) => id === step)?.findings ?? [];
}

/** What a failed expectation shows of a step. */
function shorten({ id, status, findings, because = [] }: StepReport) {
  const codes = findings.map(({ code }) => code);
  return { id, status, codes, said: findings.map(({ message }) => message), because };
}
