import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { finding } from '../../test/doctor-context.fixture.ts';
import { createDoctorReport } from './doctor-report.ts';
import type { StepReport } from './run-steps.ts';
import { formatEnd, formatStep } from './text-report.ts';

const failed: StepReport = {
  id: 'client',
  title: 'Client',
  status: 'failed',
  summary: 'boost in realm dev',
  findings: [
    finding({
      message: 'Keycloak rejected boost.kagenti.auth.clientSecret (401 unauthorized_client).',
      remedy: 'Set it to the secret that Keycloak has for this client.',
      commands: [`kcadm.sh get clients/${'x'.repeat(90)}/client-secret -r dev`],
      source: 'app-config.yaml:12:5',
    }),
    finding({ severity: 'warning', message: 'Also this.', remedy: 'And that.' }),
  ],
  durationMs: 5,
};
const ok: StepReport = { ...failed, id: 'dns', title: 'DNS', status: 'ok', findings: [] };
const run = {
  files: ['app-config.yaml'],
  tries: 1,
  durationMs: 1234,
  isInterrupted: false,
  strict: false,
};

test('a failed step has its cause, its place, its fix and the command, within the width of the terminal', () => {
  expect(formatStep(failed, { color: false, columns: 70 })).toBe(
    `FAILED   Client            boost in realm dev
         error: Keycloak rejected boost.kagenti.auth.clientSecret (401
         unauthorized_client). (app-config.yaml:12:5)
         fix: Set it to the secret that Keycloak has for this client.
           kcadm.sh get clients/${'x'.repeat(90)}/client-secret -r dev
         warning: Also this.
         fix: And that.
`,
  );
});

test('colours are codes around words, and change no text', () => {
  const colored = formatStep(failed, { color: true, columns: 70 });
  const plain = formatStep(failed, { color: false, columns: 70 });
  expect(colored).toContain('\u001B[31m');
  expect(stripVTControlCharacters(colored)).toBe(plain);
});

test('text of a server cannot steer the terminal', () => {
  const forged = { ...ok, summary: 'fine\u001B[2J\nok  forged' };
  expect(formatStep(forged, { color: false })).toBe(
    'ok       DNS               fine\\u001b[2J\\u000aok forged\n',
  );
});

test('the end counts the steps, and names the first fix [doctor/Summary names the first fix]', () => {
  const steps = [ok, failed, { ...failed, id: 'store', title: 'Shared store' } as const];
  const text = formatEnd(createDoctorReport({ ...run, steps }), { color: false });
  expect(text).toContain('2 failed, 0 warnings, 1 ok, 0 skipped in 1.2 s\n');
  expect(text).toContain(
    'Fix first: Client. Keycloak rejected boost.kagenti.auth.clientSecret (401 unauthorized_client). Set\nit to the secret that Keycloak has for this client.\n',
  );
  expect(text).toContain('docs/doctor.md');
});

test('the end names the first warning where nothing failed [doctor/Summary names the first warning]', () => {
  const warning: StepReport = {
    ...ok,
    title: 'Namespaces',
    status: 'warning',
    findings: [finding({ severity: 'warning', message: 'Not enabled.', remedy: 'Label it.' })],
  };
  const steps = [ok, warning, { ...warning, title: 'Shared store' }];
  expect(formatEnd(createDoctorReport({ ...run, steps }), { color: false })).toContain(
    'Fix first: Namespaces. Not enabled. Label it.\n',
  );
  const withFailure = createDoctorReport({ ...run, steps: [...steps, failed] });
  expect(formatEnd(withFailure, { color: false })).toContain('Fix first: Client. ');
});

test('a healthy set-up ends with one line', () => {
  expect(formatEnd(createDoctorReport({ ...run, steps: [ok] }), { color: false })).toBe(
    '\n0 failed, 0 warnings, 1 ok, 0 skipped in 1.2 s\n',
  );
});

test('the login for commands of Keycloak is shown once, and only if the report has such commands', () => {
  const login = 'kcadm.sh config credentials --server https://sso --realm master --user ADMIN';
  const style = { color: false };
  const twice = createDoctorReport({ ...run, steps: [failed, failed] });
  expect(formatEnd(twice, style, login).split(login)).toHaveLength(2);
  const without = createDoctorReport({ ...run, steps: [ok] });
  expect(formatEnd(without, style, login)).not.toContain(login);
  expect(formatEnd(twice, style)).not.toContain('Log in');
});
