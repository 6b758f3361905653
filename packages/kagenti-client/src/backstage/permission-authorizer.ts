import type { PermissionsService } from '@backstage/backend-plugin-api';
import {
  type AuthorizePermissionRequest,
  AuthorizeResult,
  type PolicyDecision,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import { type OperationName, operationByName } from '@rhdh-boost/kagenti-contract';
import type { UserCaller } from '../access/caller.ts';
import {
  type AgentRef,
  type Allowance,
  type Authorize,
  type AuthorizeRequest,
  everyNamespace,
} from '../access/permission.ts';
import { boostAdminPermission, boostAgentListPermission } from '../browser/permissions.ts';
import { PermissionRefusal } from '../errors/permission-refusal.ts';
import { hasMethods } from '../has-methods.ts';
import { checkNames, optionGroup } from '../options/check-names.ts';
import { demand, isFunctionOrMissing } from '../options/check-options.ts';
import { kagentiPermission, printableName } from './kagenti-permissions.ts';
import { areUserCredentials, type UserCredentials } from './user-credentials.ts';

/** What {@link permissionAuthorizer} is made with. */
export interface PermissionAuthorizerOptions {
  /**
   * Operations that may be called `asService`, without asking Backstage.
   *
   * @defaultValue None.
   */
  readonly serviceMay?: readonly OperationName[];
  /**
   * Makes the `resourceRef` of an agent, by which the plugin that registered the resource type `boost-agent` finds it.
   *
   * @defaultValue `namespace/name`.
   */
  readonly agentRef?: (agent: AgentRef) => string | Promise<string>;
  /**
   * Whether chat with an agent also needs `boost.agent.list` on that agent. Without it, an agent that a policy hides in
   * the list is open to chat.
   *
   * @defaultValue `true`.
   */
  readonly chatNeedsAgent?: boolean;
  /**
   * Whether `boost.admin` allows every operation, as it does on Boost's own routes.
   *
   * @defaultValue `false`.
   */
  readonly adminMayAll?: boolean;
}

/** Their names. */
export const authorizerOptionNames = {
  serviceMay: true,
  agentRef: true,
  chatNeedsAgent: true,
  adminMayAll: true,
} satisfies Record<keyof PermissionAuthorizerOptions, true>;

/** What is asked, and as whom. */
interface Asking {
  readonly permissions: Pick<PermissionsService, 'authorize' | 'authorizeConditional'>;
  readonly request: AuthorizeRequest;
  readonly credentials: UserCredentials;
  readonly options: PermissionAuthorizerOptions;
}

/**
 * Makes an `authorize` hook that asks Backstage, as the user for whom the call is made. It never asks as
 * the plugin: Backstage allows a service principal everything (ServerPermissionClient), so that the answer
 * would always be yes. For the same reason services are denied, except for the operations in `serviceMay`.
 *
 * `boost.agent.list` and `boost.agent.delete` are resource permissions of type `boost-agent`. For one agent the hook
 * passes its `resourceRef` to Backstage: the permission backend then has the conditions of a policy applied by the plugin
 * that registered the type, and answers allow or deny. If it answers `agents.list` with conditions, the hook asks the same
 * about each agent of the list, several in one request.
 *
 * Where app-config does not set `permission.enabled`, Backstage allows every user everything.
 *
 * @param permissions - `coreServices.permissions` of the plugin.
 * @param options - What services may, and how agents are named.
 * @returns A hook that throws, which denies, where Backstage cannot be asked; the error has the remedy.
 * @throws KagentiError `invalid_options` for a name in `serviceMay` that is no operation, an unknown option,
 * or one of another kind than it should be.
 */
export function permissionAuthorizer(
  permissions: Pick<PermissionsService, 'authorize' | 'authorizeConditional'>,
  options: PermissionAuthorizerOptions = {},
): Authorize {
  demand(
    hasMethods(permissions, 'authorize', 'authorizeConditional'),
    'permissionAuthorizer is given coreServices.permissions, which has authorize and authorizeConditional',
  );
  checkAuthorizerOptions(options);
  const allowed: ReadonlySet<string> = new Set(options.serviceMay);

  return async request => {
    const { caller, operation } = request;
    if (caller.kind === 'service') {
      if (allowed.has(operation)) return { allowed: true, allowedBy: 'serviceMay' };
      throw new PermissionRefusal(
        `Backstage allows a service everything, so it is not asked. If services may do ${operation}, name it in serviceMay.`,
      );
    }
    const asking = { permissions, request, credentials: credentialsOf(caller), options };
    const permission = kagentiPermission(request.permission);
    const agent = agentOf(request);
    if (permission.type === 'basic') {
      const needed = needsAgent(asking) ? agent : undefined;
      const onIt = needed === undefined ? [] : [await onAgent(needed, asking)];
      return decide(asking, [{ permission }, ...onIt]);
    }
    if (agent === undefined) return decideOnList(asking, permission);
    return decide(asking, [{ ...(await onAgent(agent, asking)), permission }]);
  };
}

function checkAuthorizerOptions(options: PermissionAuthorizerOptions): void {
  const what = 'what permissionAuthorizer is given';
  checkNames(optionGroup(options, authorizerOptionNames, what), authorizerOptionNames);
  const { serviceMay = [], agentRef } = options;
  demand(Array.isArray(serviceMay), 'serviceMay is a list of names of operations');
  for (const name of serviceMay) {
    demand(
      typeof name === 'string' && operationByName(name) !== undefined,
      `serviceMay names operations of the contract, and "${printableName(name)}" is none`,
    );
  }
  demand(isFunctionOrMissing(agentRef), 'agentRef is a function');
  for (const name of ['chatNeedsAgent', 'adminMayAll'] as const) {
    demand(typeof (options[name] ?? false) === 'boolean', `${name} is true or false`);
  }
}

const needsAgent = ({ request, options }: Asking): boolean =>
  request.permission === 'boost.chat.create' && options.chatNeedsAgent !== false;

/** The agent that a call touches; undefined where it touches none, or many. */
function agentOf({ namespace, name }: AuthorizeRequest): AgentRef | undefined {
  if (namespace === undefined || namespace === everyNamespace || name === undefined) {
    return undefined;
  }
  return { namespace, name };
}

/** The question whether the user may see an agent. */
async function onAgent(agent: AgentRef, { options }: Asking) {
  const { agentRef = ({ namespace, name }) => `${namespace}/${name}` } = options;
  const resourceRef: unknown = await agentRef(agent);
  // Without a reference Backstage would be asked about agents in general.
  if (typeof resourceRef !== 'string' || resourceRef === '') {
    throw new PermissionRefusal(
      'agentRef returned no text for the agent. Return the resourceRef by which the plugin that registered boost-agent finds it.',
    );
  }
  return { permission: boostAgentListPermission, resourceRef };
}

/** Asks everything in one request. The first question is for the operation's own permission. */
async function decide(
  { permissions, credentials, options }: Asking,
  questions: readonly AuthorizePermissionRequest[],
): Promise<boolean | Allowance> {
  const asked = options.adminMayAll === true ? [...questions, adminQuestion] : [...questions];
  const decisions = await permissions.authorize(asked, { credentials });
  const [own, ...others] = questions.map((_question, index) => isAllowed(decisions[index]));
  if (own === true && others.every(Boolean)) return true;
  if (options.adminMayAll === true && isAllowed(decisions[questions.length])) return byAdmin;
  if (own !== true) return false;
  throw new PermissionRefusal(
    'The caller has boost.chat.create and lacks boost.agent.list on the agent, which chat needs too (option chatNeedsAgent).',
    'boost.agent.list',
  );
}

/** A list has no resource that Backstage could judge: if it decides with conditions, it is asked about each agent. */
async function decideOnList(
  asking: Asking,
  permission: ResourcePermission,
): Promise<boolean | Allowance> {
  const { permissions, credentials, options } = asking;
  const [own] = await permissions.authorizeConditional([{ permission }], { credentials });
  if (isAllowed(own)) return true;
  if (options.adminMayAll === true) {
    const [admin] = await permissions.authorize([adminQuestion], { credentials });
    if (isAllowed(admin)) return byAdmin;
  }
  if (own?.result !== AuthorizeResult.CONDITIONAL) return false;
  return {
    allowed: true,
    async filter(agents) {
      const questions = await Promise.all(agents.map(agent => onAgent(agent, asking)));
      const decisions: PolicyDecision[] = [];
      for (const batch of batches(questions, own)) {
        decisions.push(...(await permissions.authorize(batch, { credentials })));
      }
      return agents.filter((_agent, index) => isAllowed(decisions[index]));
    },
  };
}

/**
 * Bytes of questions in one request. Backstage refuses a body above 100 KiB (`express.json()`), both of the client's
 * request to the permission backend and of the permission backend's to the plugin that applies the conditions.
 */
const batchBytes = 96_000;

/** Length of the `id` that Backstage's client adds to a question, with its name. */
const idBytes = 50;

/** Divides questions into requests that Backstage accepts. The permission backend repeats the conditions for each. */
function batches<Question extends object>(
  questions: readonly Question[],
  conditions: PolicyDecision,
): Question[][] {
  const all: Question[][] = [];
  let free = 0;
  for (const question of questions) {
    const bytes = Buffer.byteLength(JSON.stringify({ ...conditions, ...question })) + idBytes;
    if (bytes > free) {
      all.push([]);
      free = batchBytes;
    }
    all.at(-1)?.push(question);
    free -= bytes;
  }
  return all;
}

const adminQuestion = { permission: boostAdminPermission };
const byAdmin: Allowance = { allowed: true, allowedBy: boostAdminPermission.name };

function isAllowed(decision: PolicyDecision | undefined): boolean {
  if (decision === undefined) throw new Error('The permission service gave no decision.');
  return decision.result === AuthorizeResult.ALLOW;
}

/** Backstage writes refs in lower case, and compares them so. */
function credentialsOf({ ref, credentials }: UserCaller): UserCredentials {
  if (!areUserCredentials(credentials)) {
    throw new PermissionRefusal(
      'The caller has no credentials of a Backstage user to ask with: bind it by asUser(backstageUser(credentials)).',
    );
  }
  if (credentials.principal.userEntityRef.toLowerCase() !== ref.toLowerCase()) {
    throw new PermissionRefusal(
      'The credentials belong to another user than the call is made for: bind it by asUser(backstageUser(credentials)).',
    );
  }
  return credentials;
}
