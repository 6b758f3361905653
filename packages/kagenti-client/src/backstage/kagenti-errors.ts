import type { ServerResponse } from 'node:http';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { type AnswerStatus, answerStatus } from '../answers/http-answer.ts';
import { KagentiHttpError } from '../errors/http-error.ts';
import { KagentiError } from '../errors/kagenti-error.ts';
import { describeCause } from '../errors/printing.ts';
import { hasMethods } from '../has-methods.ts';
import { quietly } from '../observability/quietly.ts';
import { checkNames, optionGroup } from '../options/check-names.ts';
import { demand } from '../options/check-options.ts';
import { withoutUndefined } from '../options/without-undefined.ts';
import { forwarded, toBackstageError } from './http-answers.ts';

/** What {@link kagentiErrors} is made with. */
export interface KagentiErrorsOptions {
  /** `coreServices.logger` of the plugin. */
  readonly logger: Pick<LoggerService, 'info' | 'warn'>;
}

const optionNames = { logger: true } satisfies Record<keyof KagentiErrorsOptions, true>;

/** An error handler of Express. */
export type KagentiErrorHandler = (
  error: unknown,
  request: unknown,
  response: Pick<ServerResponse, 'headersSent' | 'setHeader'>,
  next: (error: unknown) => void,
) => void;

/**
 * Makes an error handler for a plugin's Express router: `router.use(kagentiErrors({ logger }))` after the routes. It
 * passes errors of this package on as {@link toBackstageError} turns them, and any other error unchanged.
 *
 * The message of the error, which is meant for operators, goes to the log: one line at `warn` for a status of 500 and
 * above, at `info` for any other. A 429 and a 503 carry `Retry-After` where Kagenti sent one.
 *
 * @throws KagentiError `invalid_options` for what is no logger.
 */
export function kagentiErrors(options: KagentiErrorsOptions): KagentiErrorHandler {
  checkNames(optionGroup(options, optionNames, 'what kagentiErrors is given'), optionNames);
  const { logger } = options;
  demand(hasMethods(logger, 'info', 'warn'), 'logger is coreServices.logger, with info and warn');
  // Express knows an error handler by its four parameters.
  return (given, _request, response, next) => {
    const error = forwarded(given);
    if (KagentiError.isInstance(error)) {
      const status = answerStatus(error);
      quietly(() => report(logger, status, error));
      const waitMs = KagentiHttpError.isInstance(error) ? error.retryAfterMs : undefined;
      if (waitMs !== undefined && (status === 429 || status === 503) && !response.headersSent) {
        response.setHeader('Retry-After', String(Math.ceil(waitMs / 1000)));
      }
    }
    next(toBackstageError(error));
  };
}

function report(
  logger: KagentiErrorsOptions['logger'],
  status: AnswerStatus,
  error: KagentiError,
): void {
  const { code, operation, requestId, message } = error;
  const meta = withoutUndefined({ code, operation, requestId, cause: describeCause(error.cause) });
  logger[status >= 500 ? 'warn' : 'info'](message, meta);
}
