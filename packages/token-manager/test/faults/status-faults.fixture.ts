import { echo } from '../fixtures/canaries.fixture.ts';
import { type Answer, json } from '../fixtures/scripted-endpoint.fixture.ts';
import {
  type Fault,
  type FaultExpectation,
  type FaultGroup,
  fatal,
  ofIntermediary,
  transient,
} from './fault.fixture.ts';

function status(situation: string, answer: Answer, rest: FaultExpectation): Fault {
  return { situation, ...rest, strike: setting => (setting.answer = answer) };
}

/** An OAuth error that says the secret and the token in all its texts. */
function refusal(
  code: number,
  error = 'invalid_client',
  headers: Record<string, string> = {},
): Answer {
  return json({ error, error_description: echo, error_uri: echo }, code, headers);
}

const page =
  (code: number, headers: Record<string, string> = {}): Answer =>
  response =>
    void response.writeHead(code, headers).end(`<h1>${echo}</h1>`);

const redirects = [301, 302, 303, 307, 308].flatMap((code): Fault[] => [
  {
    situation: `${code} to the same origin`,
    strike(setting) {
      setting.answer = page(code, { location: `${setting.origin()}/elsewhere` });
    },
    ...fatal('redirect'),
  },
  {
    situation: `${code} to another origin`,
    strike(setting) {
      setting.answer = page(code, { location: `${setting.elsewhere.origin}/token` });
    },
    ...fatal('redirect'),
  },
]);

/** A date as HTTP has it, so many seconds after noon, where the test's clock begins: 241 s later at the most. */
const at = (seconds: number) =>
  new Date(Date.parse('2026-11-24T12:00:00Z') + seconds * 1000).toUTCString();

const serverErrors = [425, 500, 502, 503, 504].map(code => [code, 'server_error'] as const);

const failing = ([[408, 'timeout'], [429, 'rate_limited'], ...serverErrors] as const).flatMap(
  ([code, error]): Fault[] => {
    const retryAfter = (value: string) => page(code, { 'retry-after': value });
    return [
      status(`${code}`, page(code), transient(error)),
      status(`${code}, Retry-After 2`, retryAfter('2'), transient(error, 3, 2)),
      status(
        `${code}, Retry-After of a date that has passed`,
        retryAfter(at(-60)),
        transient(error),
      ),
      status(`${code}, Retry-After 600`, retryAfter('600'), transient(error, 1, 30)),
      status(
        `${code}, Retry-After of a date far ahead`,
        retryAfter(at(3600)),
        transient(error, 1, 30),
      ),
    ];
  },
);

export const statusFaults: FaultGroup = {
  heading: 'Other answers',
  faults: [
    status('204', response => void response.writeHead(204).end(), ofIntermediary('bad_response')),
    status('206', page(206), ofIntermediary('bad_response')),
    ...redirects,
    status('304', response => void response.writeHead(304).end(), fatal('redirect')),
    status('400 invalid_scope', refusal(400, 'invalid_scope'), fatal('rejected')),
    status('400, the secret as error code', refusal(400, echo), fatal('rejected')),
    status('401 unauthorized_client', refusal(401, 'unauthorized_client'), fatal('rejected')),
    status('401, an HTML page', page(401), ofIntermediary('rejected')),
    status('403, an HTML page', page(403), ofIntermediary('rejected')),
    status('403 access_denied', refusal(403, 'access_denied'), fatal('rejected')),
    status('404, an HTML page', page(404), ofIntermediary('rejected')),
    status(
      '404 of Keycloak for an unknown realm',
      json({ error: 'Realm does not exist' }, 404),
      ofIntermediary('rejected'),
    ),
    status('405, an HTML page', page(405), ofIntermediary('rejected')),
    status(
      '405 of Keycloak',
      json({ error: 'HTTP 405 Method Not Allowed' }, 405),
      fatal('rejected'),
    ),
    // fetch gives no answer for it: only a proxy may say so (RFC 9110 section 15.5.8).
    status('407', page(407), transient('network')),
    ...failing,
    status(
      '503 with more than 1 MiB',
      response => void response.writeHead(503).end(Buffer.alloc(1_100_000)),
      transient('server_error'),
    ),
    status(
      '503, Retry-After that makes no sense',
      page(503, { 'retry-after': 'soon' }),
      transient('server_error'),
    ),
  ],
};
