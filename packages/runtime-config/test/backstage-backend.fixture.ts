import { once } from 'node:events';
import { type Backend, createSpecializedBackend } from '@backstage/backend-app-api';
import {
  type AuditorService,
  type BackendFeature,
  coreServices,
  createBackendPlugin,
  createServiceFactory,
  type HttpAuthService,
  type PermissionsRegistryService,
  type PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError, serializeError } from '@backstage/errors';
import { AuthorizeResult, type Permission } from '@backstage/plugin-permission-common';
import { coreFactories } from '@rhdh-boost/test-support/backstage-core';
import express, { type ErrorRequestHandler } from 'express';
import createKnex, { type Knex } from 'knex';
import { onTestFinished } from 'vitest';
import {
  type BoostConfigService,
  boostConfigPlugin,
  boostConfigServiceRef,
} from '../src/backstage/index.ts';
import { rootConfigOf } from './root-config.fixture.ts';
import { sampleYaml } from './sample-fields.fixture.ts';

export const ada = 'user:default/ada';
export const bob = 'user:default/bob';
/** An external caller that app-config of a portal lists. */
export const job = 'external:rollout';

/** One line of the audit log. */
export interface AuditLine {
  readonly eventId: string;
  readonly status: 'initiated' | 'succeeded' | 'failed';
  readonly severityLevel?: string | undefined;
  readonly meta?: object | undefined;
  readonly error?: string;
}

/** What a backend is started with. */
export interface BackendParts {
  readonly config?: object;
  /** Features in addition to the plugin `boost-config`. */
  readonly features?: readonly BackendFeature[];
  /** Which permissions a caller has; ada and jobs have both, bob may only read. */
  readonly policy?: (caller: string, permission: string) => boolean;
  /** Is called before an audit event is there; may throw. */
  readonly beforeAudit?: () => void;
}

/** A backend that listens, and what it left behind. */
export interface StartedBackend {
  readonly backend: Backend;
  /** Where the plugin answers. */
  readonly baseUrl: string;
  /** Sends a request as a caller, and reads the answer. */
  readonly send: (
    caller: string,
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<{ readonly status: number; readonly body: unknown }>;
  readonly audit: readonly AuditLine[];
  readonly lines: readonly string[];
  readonly registered: readonly Permission[];
}

/**
 * Starts Backstage's own wiring of plugins and services over core services that are as small as can be, with the plugin
 * `boost-config`. The suites in examples/portal use Backstage's own services. Stopped when the test is over.
 */
export async function startConfigBackend(parts: BackendParts = {}): Promise<StartedBackend> {
  const { config = sampleYaml, features = [], policy = mayByDefault, beforeAudit } = parts;
  const app = express();
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const audit: AuditLine[] = [];
  const lines: string[] = [];
  const registered: Permission[] = [];
  const auditor: AuditorService = {
    async createEvent({ eventId, severityLevel, meta }) {
      beforeAudit?.();
      const line = { eventId, severityLevel, meta };
      audit.push({ ...line, status: 'initiated' });
      return {
        success: async end =>
          void audit.push({ ...line, status: 'succeeded', meta: { ...meta, ...end?.meta } }),
        fail: async ({ error }) =>
          void audit.push({ ...line, status: 'failed', error: error.message }),
      };
    },
  };
  const permissions: PermissionsService = {
    authorizeConditional: async () => [],
    authorize: async (requests, options) =>
      requests.map(({ permission }) => {
        const may = policy(callerOf(options), permission.name);
        return { result: may ? AuthorizeResult.ALLOW : AuthorizeResult.DENY };
      }),
  };
  const backend = createSpecializedBackend({
    defaultServiceFactories: [
      ...coreFactories(() => rootConfigOf(config), lines),
      createServiceFactory({ service: coreServices.auditor, deps: {}, factory: () => auditor }),
      createServiceFactory({
        service: coreServices.permissions,
        deps: {},
        factory: () => permissions,
      }),
      createServiceFactory({ service: coreServices.httpAuth, deps: {}, factory: () => httpAuth }),
      createServiceFactory({
        service: coreServices.permissionsRegistry,
        deps: {},
        factory: () => registryInto(registered),
      }),
      createServiceFactory({
        service: coreServices.httpRouter,
        deps: { plugin: coreServices.pluginMetadata },
        factory: ({ plugin }) => ({
          use: handler => void app.use(`/api/${plugin.getId()}`, handler),
          addAuthPolicy() {},
          addWebSocketHandler() {},
        }),
      }),
    ],
  });
  for (const feature of [boostConfigPlugin, ...features]) backend.add(feature);
  onTestFinished(() => backend.stop());
  await backend.start();
  app.use(answerOfError);
  const port = Reflect.get(Object(server.address()), 'port');
  const baseUrl = `http://127.0.0.1:${port}/api/boost-config`;
  const send: StartedBackend['send'] = async (caller, method, path, body, headers) => {
    const response = await fetch(`${baseUrl}${path}`, {
      method,
      headers: { authorization: caller, 'content-type': 'application/json', ...headers },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  };
  return { backend, baseUrl, send, audit, lines, registered };
}

/** An empty database, as `coreServices.database` opens one. */
export function openPluginDatabase(): { knex: Knex; getClient: () => Promise<Knex> } {
  const knex = createKnex({
    client: 'better-sqlite3',
    connection: ':memory:',
    useNullAsDefault: true,
  });
  onTestFinished(() => knex.destroy());
  return { knex, getClient: async () => knex };
}

/** What a plugin got that names `boostConfigServiceRef`. */
export function pluginWithConfig(pluginId: string): {
  feature: BackendFeature;
  config: () => BoostConfigService;
} {
  let got: BoostConfigService | undefined;
  const feature = createBackendPlugin({
    pluginId,
    register(env) {
      env.registerInit({
        deps: { config: boostConfigServiceRef },
        async init({ config }) {
          got = config;
        },
      });
    },
  });
  const config = () => {
    if (got === undefined) throw new Error(`The plugin ${pluginId} did not start.`);
    return got;
  };
  return { feature, config };
}

function mayByDefault(caller: string, permission: string): boolean {
  return caller !== bob || permission === 'boost.config.read';
}

/** The header has the caller's name: a user's entity ref, or the subject of a service. */
const httpAuth: HttpAuthService = {
  async credentials(request, options) {
    const name = request.headers.authorization ?? '';
    const type = name.startsWith('user:') ? 'user' : 'service';
    if (!(options?.allow ?? [type]).includes(JSON.parse(`"${type}"`))) {
      throw new NotAllowedError(`This endpoint does not allow '${type}' credentials`);
    }
    const principal = type === 'user' ? { type, userEntityRef: name } : { type, subject: name };
    return JSON.parse(JSON.stringify({ $$type: '@backstage/BackstageCredentials', principal }));
  },
  issueUserCookie: () => Promise.reject(new Error('No cookie is needed here.')),
};

function callerOf(options: unknown): string {
  const { userEntityRef, subject } = Object(Object(Object(options).credentials).principal);
  return String(userEntityRef ?? subject);
}

function unused(): never {
  throw new Error('The plugin has no resources.');
}

function registryInto(registered: Permission[]): PermissionsRegistryService {
  return {
    addPermissions: permissions => void registered.push(...permissions),
    addPermissionRules: unused,
    addResourceType: unused,
    getPermissionRuleset: unused,
  };
}

/** Status and body as Backstage's root router answers an error (MiddlewareFactory of backend-defaults). */
const answerOfError: ErrorRequestHandler = (error, _request, response, _next) => {
  const statuses: Readonly<Record<string, number>> = {
    InputError: 400,
    NotAllowedError: 403,
    NotFoundError: 404,
    ConflictError: 409,
    ServiceUnavailableError: 503,
  };
  const statusCode = error.statusCode ?? error.status ?? statuses[error.name] ?? 500;
  response.status(statusCode).json({ error: serializeError(error), response: { statusCode } });
};
