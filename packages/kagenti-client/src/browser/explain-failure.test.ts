import { expect, test } from 'vitest';
import { answeredErrors } from '../../test/fixtures/http-answers.fixture.ts';
import { sseErrorEvent } from '../chat/sse-event.ts';
import {
  AnswerError,
  explainFailure,
  isTemporary,
  ReplyError,
  type ReplyFailure,
} from './index.ts';

const explained = (failure: ReplyFailure): string => explainFailure(new ReplyError('', failure));

/** What a user is advised to do, by words of the sentence. */
const remedies = {
  later: /Try again in a few minutes\./,
  access: /Ask your administrator for access\./,
  signIn: /Sign in again/,
  restart: /Start a new one\./,
  report: /report it to your administrator\./,
  repeat: /Repeat your message|repeat your message/,
  change: /Word it differently\.|Shorten it\.|Choose another/,
  reload: /Reload the page/,
};

/** The names of the remedies that a sentence has. */
const remediesOf = (sentence: string): string[] =>
  Object.entries(remedies).flatMap(([name, words]) => (words.test(sentence) ? [name] : []));

test.each<[string, ReplyFailure, keyof typeof remedies]>([
  ['a user without permission', { code: 'permission', status: 403 }, 'access'],
  ['a session of somebody else', { code: 'session_refused', status: 403 }, 'restart'],
  ['an expired sign-in', { code: 'http', status: 401 }, 'signIn'],
  ['a refusal by Backstage', { code: 'http', status: 403 }, 'access'],
  ['a sign-in page', { code: 'stream', reason: 'protocol' }, 'reload'],
  ['a backend that is down', { code: 'http', status: 502 }, 'later'],
  ['Kagenti that is down', { code: 'connection', status: 503 }, 'later'],
  ['Keycloak that is down', { code: 'token', status: 503 }, 'later'],
  ['a wrong secret', { code: 'token', status: 502 }, 'report'],
  ['a refused service account', { code: 'http', status: 401, requestId: 'r-1' }, 'report'],
  ['an agent without a reply in time', { code: 'timeout', status: 504 }, 'later'],
  ['a namespace that is not listed', { code: 'namespace_refused', status: 403 }, 'change'],
  ['an agent that was deleted', { code: 'http', status: 404, requestId: 'r-1' }, 'change'],
  ['a cut connection', { code: 'connection' }, 'repeat'],
  ['a cut reply', { code: 'stream', reason: 'truncated' }, 'repeat'],
  ['an agent that failed', { code: 'stream', reason: 'agent' }, 'repeat'],
  ['a bug', { code: 'internal' }, 'report'],
])(
  'Portal: %s is explained with its remedy [kagenti-chat-streaming/Page shows why a reply failed]',
  (_what, failure, remedy) => {
    expect(remediesOf(explained(failure))).toEqual([remedy]);
  },
);

test('Portal: the request id is added, so that an administrator finds the log', () => {
  expect(explained({ code: 'timeout', requestId: 'r-17' })).toMatch(/\. Request id: r-17\.$/);
});

test.each(
  answeredErrors.map(({ code, when, status, error }) => [code, when, status, error] as const),
)('Portal: %s, %s: has a remedy, as status and as event', (code, _when, status, error) => {
  const { requestId } = error;
  const answer = explained({ code, status, ...(requestId === undefined ? {} : { requestId }) });

  expect(remediesOf(answer)).toHaveLength(1);
  expect(remediesOf(explained(sseErrorEvent(error)))).toHaveLength(1);
  expect(remedies.later.test(answer) || status < 503).toBe(true);
});

test('Portal: code and reason from outside may be anything', () => {
  const failure: ReplyFailure = JSON.parse('{"code":"constructor","reason":"toString"}');

  expect(remediesOf(explained(failure))).toEqual(['report']);
});

test.each<[string, unknown, RegExp, boolean]>([
  [
    'an expired sign-in',
    new AnswerError('', { code: 'http', status: 401 }),
    /Sign in again/,
    false,
  ],
  ['a user without permission', { status: 403 }, /Ask an administrator of the portal/, false],
  ['something that is gone', { status: 404 }, /Reload the page/, false],
  ['too many requests', { status: 429 }, /Try again in a few minutes/, true],
  ['a wrong secret', new AnswerError('', { code: 'token', status: 502 }), /report it/, false],
  ['a portal behind a gateway that is down', { status: 502 }, /Try again in a few/, true],
  ['an outage', { status: 503 }, /Try again in a few minutes/, true],
  ['a late answer', { status: 504 }, /in time.*Try again in a few minutes/, true],
  ['no network', new TypeError('Failed to fetch'), /Check your network/, true],
  ['no network for settings', { name: 'SettingsError' }, /Check your network/, true],
  ['a sign-in page', new AnswerError('', { reason: 'protocol' }), /Reload the page/, false],
  ['anything else', 'text', /Something went wrong/, true],
])(
  'Portal: %s is explained for a request other than a message [kagenti-chat-streaming/Page explains any failed request]',
  (_what, failure, sentence, canRepeat) => {
    expect(explainFailure(failure)).toMatch(sentence);
    expect(isTemporary(failure)).toBe(canRepeat);
  },
);

test('Portal: the same message is not offered again when it cannot succeed', () => {
  const statuses = [400, 413, 404, 503].map(status => new ReplyError('', { code: 'http', status }));

  expect(statuses.map(isTemporary)).toEqual([false, false, false, true]);
});
