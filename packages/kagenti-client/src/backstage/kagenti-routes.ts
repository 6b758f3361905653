import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { isError } from '@rhdh-boost/internal/error-name';
import type { AgentRef } from '../access/permission.ts';
import { httpAnswerOf } from '../answers/http-answer.ts';
import { sendReply } from '../chat/pipe-to-response.ts';
import { checkSseOptions, type SseOptions } from '../chat/sse-response.ts';
import { invalidOptions } from '../errors/invalid-options.ts';
import { hasMethods } from '../has-methods.ts';
import type { BoundKagentiClient } from '../kagenti-client.ts';
import { checkNames, optionGroup } from '../options/check-names.ts';
import { demand } from '../options/check-options.ts';
import { backstageUser, isExpressRequest } from './backstage-user.ts';
import { chatMessageOf } from './chat-message.ts';
import type { KagentiClientService } from './kagenti-client-service.ts';
import {
  type KagentiErrorHandler,
  type KagentiErrorsOptions,
  kagentiErrors,
} from './kagenti-errors.ts';

/** The request of a route: what Express 4 and 5 have in common. */
export type KagentiRequest<Parameters = AgentRef> = IncomingMessage & {
  /** The parameters of the path. */
  params: Parameters;
  /** The parameters of the query, not checked. */
  query: Readonly<Record<string, unknown>>;
  /** The body, if a parser such as `express.json()` has read it; not checked. */
  body?: unknown;
};

/** The response of a route: what Express 4 and 5 have in common. */
export type KagentiResponse = ServerResponse & {
  /** Sets the status. */
  status(code: number): KagentiResponse;
  /** Sends text, bytes or JSON. */
  send(body: unknown): unknown;
  /** Sends JSON. */
  json(body: unknown): unknown;
};

/** A route of an Express router. */
export type KagentiRoute<Parameters = AgentRef> = (
  request: KagentiRequest<Parameters>,
  response: KagentiResponse,
  next: (error?: unknown) => void,
) => void;

/** What {@link kagentiRoutes} is made with. */
export interface KagentiRoutesOptions extends KagentiErrorsOptions {
  /** The service of `kagentiClientServiceRef`. */
  readonly kagenti: Pick<KagentiClientService, 'asUser'>;
  /** `coreServices.httpAuth` of the plugin. */
  readonly httpAuth: Pick<HttpAuthService, 'credentials'>;
}

const optionNames = {
  kagenti: true,
  httpAuth: true,
  logger: true,
} satisfies Record<keyof KagentiRoutesOptions, true>;

/** Parts of a router whose routes act for the user of their request. */
export interface KagentiRoutes {
  /**
   * Makes a route that calls `act` with a client for the user of the request, and sends what it resolves to as JSON with
   * the status of the response, 200 by default. For undefined the status is 204 without a body. If `act` has begun the
   * response, or the browser has left, nothing is sent.
   *
   * An error within the answer, as in `failures` of `listAll`, is sent as `{ code, requestId }` like the body of
   * `httpAnswerOf`: messages are meant for operators. What `act` throws goes to the error handlers of the router.
   *
   * A request without credentials of a user is answered with 401 or 403, by Backstage's `httpAuth`.
   *
   * @typeParam Parameters - Parameters of the path, for `params` of the request; those of `/:namespace/:name` by default.
   * @param act - A function, also async. An `act` that sends the response itself resolves when that is done.
   * @throws KagentiError `invalid_options` if `act` is not a function.
   */
  readonly forUser: <Parameters = AgentRef>(
    act: (
      user: BoundKagentiClient,
      request: KagentiRequest<Parameters>,
      response: KagentiResponse,
    ) => unknown,
  ) => KagentiRoute<Parameters>;
  /**
   * Makes a route for POST that sends the message in its body to an agent, and streams the reply as `sendReply` does.
   *
   * The body is JSON, `{ message, sessionId, namespace, name }`, with the header `Content-Type: application/json`. A body
   * that no parser has read is read here, up to 1 MiB. Parameters of the path, as in
   * `/agents/:namespace/:name/chat`, replace members of the body. Without namespace and name, the agent is
   * `defaultAgent` of the client. Another body is answered with 400, a larger one with 413.
   *
   * @param options - As those of `sendReply`.
   * @throws KagentiError `invalid_parameter` for an option that cannot be used.
   */
  readonly chat: (options?: SseOptions) => KagentiRoute<object>;
  /** The error handler, `kagentiErrors({ logger })`, for `router.use` after the routes. */
  readonly errors: KagentiErrorHandler;
}

/**
 * Makes the parts of a plugin's Express router that calls Kagenti for its users. They work with Express 4 and 5 and with
 * `express-promise-router`.
 *
 * @throws KagentiError `invalid_options` for an unknown option, or one of another kind than it should be.
 */
export function kagentiRoutes(options: KagentiRoutesOptions): KagentiRoutes {
  checkNames(optionGroup(options, optionNames, 'what kagentiRoutes is given'), optionNames);
  const { kagenti, httpAuth, logger } = options;
  demand(hasMethods(kagenti, 'asUser'), 'kagenti is the service of kagentiClientServiceRef');
  demand(hasMethods(httpAuth, 'credentials'), 'httpAuth is coreServices.httpAuth');

  const clientFor = async (request: IncomingMessage): Promise<BoundKagentiClient> => {
    if (!isExpressRequest(request)) throw invalidOptions('the routes are for a router of Express');
    const credentials = await httpAuth.credentials(request, { allow: ['user'] });
    return kagenti.asUser(backstageUser(credentials, { request }));
  };
  const forUser: KagentiRoutes['forUser'] = act => {
    demand(typeof act === 'function', 'forUser is given a function');
    return (request, response, fail) => {
      clientFor(request)
        .then(user => act(user, request, response))
        .then(answer => send(answer, response))
        .catch((error: unknown) => fail(asError(error)));
    };
  };
  return {
    forUser,
    chat: (sseOptions = {}) => {
      checkSseOptions(sseOptions);
      return forUser<object>(async ({ chat }, request, response) => {
        await sendReply(chat.stream(await chatMessageOf(request)), response, sseOptions);
      });
    },
    errors: kagentiErrors({ logger }),
  };
}

/** For nothing, other false values, "route" and "router", Express would continue with the next route. */
function asError(thrown: unknown): object {
  const isObject = typeof thrown === 'object' && thrown !== null;
  return isObject ? thrown : new Error('A route threw what is no error.', { cause: thrown });
}

function send(answer: unknown, response: KagentiResponse): void {
  if (response.headersSent || response.destroyed) return;
  const text = JSON.stringify(answer, withoutMessages);
  if (text === undefined) {
    response.status(204).end();
    return;
  }
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.send(text);
}

/** A replacer for `JSON.stringify`, which calls `toJSON` first. */
function withoutMessages(this: unknown, key: string, value: unknown): unknown {
  const given: unknown = Reflect.get(Object(this), key);
  return isError(given) ? httpAnswerOf(given).body : value;
}
