import type {
  AuditorService,
  AuditorServiceEventSeverityLevel,
  BackstageCredentials,
  BackstageServicePrincipal,
  BackstageUserPrincipal,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError, ServiceUnavailableError } from '@backstage/errors';
import type { BasicPermission } from '@backstage/plugin-permission-common';
import { isError } from '@rhdh-boost/internal/error-name';
import type { Request, RequestHandler } from 'express';
import { boostConfigPermissions } from './config-permissions.ts';
import { toBackstageError } from './http-errors.ts';
import { settingsNamedIn } from './request-input.ts';

/** The services of the plugin that guard its routes. */
export interface RouteGuards {
  readonly httpAuth: HttpAuthService;
  readonly permissions: PermissionsService;
  readonly auditor: AuditorService;
}

/** Who may call a route: users, and where a job calls it after a deployment, services too. */
type Callers = 'user' | 'service';

/** A route that changes something. */
interface WriteRoute {
  /** Name of the audit event, in kebab case. */
  readonly eventId: string;
  readonly severityLevel: AuditorServiceEventSeverityLevel;
  /** Whether the request changes nothing: its audit events have `meta.dryRun` and the severity `low`. */
  readonly isDryRun?: (request: Request) => boolean;
  readonly allow?: readonly Callers[];
  /**
   * Does it, and returns the body of the answer, with what the audit log adds about it.
   *
   * @param actor - the entity ref of the user, or the subject of the service
   */
  readonly write: (
    request: Request,
    actor: string,
  ) => Promise<{ readonly body: object; readonly meta?: Record<string, number> }>;
}

/** Routes behind Backstage's credentials, permissions and audit log. */
export class GuardedRoutes {
  readonly #guards: RouteGuards;

  constructor(guards: RouteGuards) {
    this.#guards = guards;
  }

  /** A route that reads, for those who have `boost.config.read`. */
  reading<Body extends object>(
    read: (request: Request) => Promise<Body>,
    allow: readonly Callers[] = ['user'],
    statusOf: (body: Body) => number = () => 200,
  ): RequestHandler {
    return answering(async request => {
      await this.#callerWith(boostConfigPermissions.read, request, allow);
      return read(request);
    }, statusOf);
  }

  /**
   * A route that writes, for those who have `boost.config.manage`. The audit event is created first, so that nothing is
   * changed while the audit log cannot be written, and a refused write is in the log too.
   */
  writing({
    eventId,
    severityLevel,
    isDryRun,
    allow = ['user'],
    write,
  }: WriteRoute): RequestHandler {
    return answering(async request => {
      const settings = settingsNamedIn(request.params, request.body);
      const dryRun = isDryRun?.(request) === true;
      const event = await this.#guards.auditor.createEvent({
        eventId,
        severityLevel: dryRun ? 'low' : severityLevel,
        request,
        meta: { ...(settings.length > 0 && { settings }), ...(dryRun && { dryRun }) },
      });
      const { body, meta = {} } = await this.#callerWith(
        boostConfigPermissions.manage,
        request,
        allow,
      )
        .then(actor => write(request, actor))
        .catch(async (error: unknown) => {
          const answer = toBackstageError(error, settings);
          await event.fail({
            error: isError(answer) ? answer : new Error('The call failed.'),
          });
          throw answer;
        });
      await event.success({ meta });
      return body;
    });
  }

  /** @returns the entity ref of the user, or the subject of the service */
  async #callerWith(
    permission: BasicPermission,
    request: Request,
    allow: readonly Callers[],
  ): Promise<string> {
    const { httpAuth, permissions } = this.#guards;
    const credentials = await httpAuth.credentials(request, { allow: [...allow] });
    const [decision] = await permissions
      .authorize([{ permission }], { credentials })
      // The permission client rejects with the status of the permission backend, such as 404 where that is missing.
      .catch(() => {
        throw new ServiceUnavailableError(
          `Whether you have the permission ${permission.name} could not be checked. Is the permission backend (@backstage/plugin-permission-backend) missing or down?`,
        );
      });
    if (decision?.result !== 'ALLOW') {
      throw new NotAllowedError(`This needs the permission ${permission.name}.`);
    }
    return nameOf(credentials);
  }
}

/** Express 4 does not wait for promises itself. */
function answering<Body extends object>(
  act: (request: Request) => Promise<Body>,
  statusOf: (body: Body) => number = () => 200,
): RequestHandler {
  return (request, response, next) => {
    act(request).then(body => response.status(statusOf(body)).json(body), next);
  };
}

function nameOf({
  principal,
}: BackstageCredentials<BackstageUserPrincipal | BackstageServicePrincipal>): string {
  return principal.type === 'user' ? principal.userEntityRef : principal.subject;
}
