import { text } from 'node:stream/consumers';
import type {
  AuditorServiceCreateEventOptions,
  HttpAuthService,
  HttpRouterService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { sendReply } from '../chat/pipe-to-response.ts';
import type { SseOptions } from '../chat/sse-response.ts';
import { invalidParameter } from '../errors/invalid-parameter.ts';
import type { BoundKagentiClient } from '../kagenti-client.ts';
import { backstageUser } from './backstage-user.ts';
import type { KagentiClientService } from './kagenti-client-service.ts';
import { type KagentiErrorHandler, kagentiErrors } from './kagenti-errors.ts';

/** A handler of Express, as Backstage's router takes it; the types are those of Backstage. */
type ExpressHandler = Extract<
  Parameters<HttpRouterService['use']>[0],
  (request: never, response: never, next: never) => unknown
>;
/** The request of a route. */
export type KagentiRequest = NonNullable<AuditorServiceCreateEventOptions['request']>;
/** The response of a route. */
export type KagentiResponse = Parameters<ExpressHandler>[1];
/** A route of an Express router. */
export type KagentiRoute = (
  request: KagentiRequest,
  response: KagentiResponse,
  next: (error?: unknown) => void,
) => void;

/** What {@link kagentiRoutes} is made with. */
export interface KagentiRoutesOptions {
  /** The service of `kagentiClientServiceRef`. */
  readonly kagenti: KagentiClientService;
  /** `coreServices.httpAuth` of the plugin. */
  readonly httpAuth: Pick<HttpAuthService, 'credentials'>;
  /** `coreServices.logger` of the plugin. */
  readonly logger: Pick<LoggerService, 'info' | 'warn'>;
}

/** Parts of a router whose routes act for the user of their request. */
export interface KagentiRoutes {
  /** Makes a route that acts for the user of its request, and sends what `act` returns as JSON. */
  readonly forUser: (
    act: (user: BoundKagentiClient, request: KagentiRequest, response: KagentiResponse) => unknown,
  ) => KagentiRoute;
  /** Makes a route that answers `{ message, sessionId }` with the reply of the agent in its path, as events. */
  readonly chat: (options?: SseOptions) => KagentiRoute;
  /** The error handler, for `router.use` after the routes. */
  readonly errors: KagentiErrorHandler;
}

/** Makes the parts of a plugin's router that calls Kagenti for its users. */
export function kagentiRoutes({ kagenti, httpAuth, logger }: KagentiRoutesOptions): KagentiRoutes {
  const forUser: KagentiRoutes['forUser'] = act => (request, response, next) => {
    httpAuth
      .credentials(request, { allow: ['user'] })
      .then(credentials =>
        act(kagenti.asUser(backstageUser(credentials, { request })), request, response),
      )
      .then(answer => {
        if (answer !== undefined && !response.headersSent) response.json(answer);
      })
      .catch(next);
  };
  return {
    forUser,
    chat: (options = {}) =>
      forUser(async ({ chat }, request, response) => {
        const { message, sessionId, ...place } = await bodyOf(request);
        const session = sessionId === undefined ? {} : { sessionId };
        const { namespace, name } = { ...place, ...request.params };
        await sendReply(chat.stream({ namespace, name, message, ...session }), response, options);
      }),
    errors: kagentiErrors({ logger }),
  };
}

async function bodyOf(request: KagentiRequest): Promise<{
  readonly message: string;
  readonly sessionId?: string;
}> {
  if (request.body !== undefined) return request.body;
  try {
    return JSON.parse(await text(request));
  } catch {
    throw invalidParameter(
      'chat.stream',
      'the body of the request is JSON: { message, sessionId }',
    );
  }
}
