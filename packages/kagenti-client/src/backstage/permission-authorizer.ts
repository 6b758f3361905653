import type { PermissionsService } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  type ConditionalPolicyDecision,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { type OperationName, operationByName } from '@rhdh-boost/kagenti-contract';
import type { UserCaller } from '../access/caller.ts';
import type { Authorize, AuthorizeRequest } from '../access/permission.ts';
import { PermissionRefusal } from '../errors/permission-refusal.ts';
import { hasMethods } from '../has-methods.ts';
import { checkNames, optionGroup } from '../options/check-names.ts';
import { demand, isFunctionOrMissing } from '../options/check-options.ts';
import { kagentiPermission, printableName } from './kagenti-permissions.ts';
import { areUserCredentials, type UserCredentials } from './user-credentials.ts';

/** What {@link permissionAuthorizer} is made with. */
export interface PermissionAuthorizerOptions {
  /** Operations that may be called `asService`, without asking Backstage; none by default. */
  readonly serviceMay?: readonly OperationName[];
  /** Says `true` when the conditions of a decision hold for what is called; without it they do not. */
  readonly resolveConditional?: (
    decision: ConditionalPolicyDecision,
    request: AuthorizeRequest,
  ) => boolean | Promise<boolean>;
}

/** Their names. */
export const authorizerOptionNames = {
  serviceMay: true,
  resolveConditional: true,
} satisfies Record<keyof PermissionAuthorizerOptions, true>;

/**
 * Makes an `authorize` hook that asks Backstage, as the user for whom the call is made. It never asks as
 * the plugin: Backstage allows a service principal everything (ServerPermissionClient), so that the answer
 * would always be yes. For the same reason services are denied, but for the operations in `serviceMay`.
 *
 * Where app-config does not set `permission.enabled`, Backstage allows every user everything.
 *
 * @param permissions - `coreServices.permissions` of the plugin.
 * @param options - What services may, and who resolves conditions.
 * @returns A hook that throws, which denies, where Backstage cannot be asked; the error says the way out.
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
  const what = 'what permissionAuthorizer is given';
  checkNames(optionGroup(options, authorizerOptionNames, what), authorizerOptionNames);
  const { serviceMay = [], resolveConditional } = options;
  demand(Array.isArray(serviceMay), 'serviceMay is a list of names of operations');
  for (const name of serviceMay) {
    demand(
      typeof name === 'string' && operationByName(name) !== undefined,
      `serviceMay names operations of the contract, and "${printableName(name)}" is none`,
    );
  }
  demand(isFunctionOrMissing(resolveConditional), 'resolveConditional is a function');
  const allowed: ReadonlySet<string> = new Set(serviceMay);

  return async request => {
    const { caller, operation } = request;
    if (caller.kind === 'service') {
      if (allowed.has(operation)) return true;
      throw new PermissionRefusal(
        `Backstage allows a service everything, so it is not asked. If services may do ${operation}, name it in serviceMay.`,
      );
    }
    const decision = await decide(permissions, request, credentialsOf(caller));
    if (decision.result !== AuthorizeResult.CONDITIONAL) {
      return decision.result === AuthorizeResult.ALLOW;
    }
    if (resolveConditional !== undefined) return resolveConditional(decision, request);
    throw new PermissionRefusal(
      'Backstage decided with conditions, and nobody was named to resolve them: give resolveConditional.',
    );
  };
}

/** A permission on a resource is asked without one, for Kagenti's agents are no resources of Backstage. */
async function decide(
  permissions: Pick<PermissionsService, 'authorize' | 'authorizeConditional'>,
  { permission: name }: AuthorizeRequest,
  credentials: UserCredentials,
): Promise<PolicyDecision> {
  const permission = kagentiPermission(name);
  const decisions: readonly PolicyDecision[] =
    permission.type === 'resource'
      ? await permissions.authorizeConditional([{ permission }], { credentials })
      : await permissions.authorize([{ permission }], { credentials });
  const [decision] = decisions;
  if (decision === undefined) throw new Error('The permission service gave no decision.');
  return decision;
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
