import { toBackstageError } from '../src/backstage/http-answers.ts';
import { answeredErrors } from '../test/fixtures/http-answers.fixture.ts';

/** The page on the answers of a plugin: each case as `toBackstageError` maps it. */
export function httpAnswersPage(): string {
  return [
    '# HTTP answers when a call to Kagenti fails',
    '',
    "If a plugin's router uses `kagentiErrors({ logger })` of `@rhdh-boost/kagenti-client/backstage`, Backstage answers a failed call as this table says. Class: the error of `@backstage/errors`, or the `name` of an error with `statusCode` where that package has no class.",
    '',
    "The body contains `code` and, if a request was sent, `requestId`. With status 400 it also names the refused parameters, and with `permission` the message names the missing permission. Messages for operators, which name the remedy, go to the plugin's log with the same `code` and `requestId`. A 429 or 503 carries `Retry-After` if Kagenti sent it. After a streamed reply has begun, failures arrive as an `error` event instead.",
    '',
    '| code | when | status | class |',
    '|---|---|---|---|',
    ...answeredErrors.map(({ code, when, status, error }) => {
      const mapped = toBackstageError(error);
      return `| \`${code}\` | ${when} | ${status} | \`${mapped instanceof Error ? mapped.name : ''}\` |`;
    }),
    '',
    'An error that is not of this package keeps its own status, and Backstage answers 500 if it has none. Generated from the code by `npm run generate`: do not edit.',
    '',
  ].join('\n');
}
