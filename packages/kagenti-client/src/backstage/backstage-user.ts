import type {
  AuditorServiceCreateEventOptions,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { type UserCaller, withHidden } from '../access/caller.ts';
import { KagentiError } from '../errors/kagenti-error.ts';
import { hasMethods } from '../has-methods.ts';
import { quietly } from '../observability/quietly.ts';
import { checkNames, optionGroup } from '../options/check-names.ts';
import { areUserCredentials, principalType } from './user-credentials.ts';

/** A request as Express hands it to a route, and Backstage's auditor takes it. */
type ExpressRequest = NonNullable<AuditorServiceCreateEventOptions['request']>;

/** What {@link backstageUser} takes beside the credentials. */
export interface BackstageUserOptions {
  /**
   * The Express request that the credentials came with. With it, Backstage's audit log names the user as actor,
   * with the request's IP address, method and URL. It is never printed or sent.
   *
   * @defaultValue None: the actor is the plugin, and the user is in `meta.caller` alone.
   */
  readonly request?: ExpressRequest | undefined;
}

const optionNames = { request: true } satisfies Record<keyof BackstageUserOptions, true>;

/** The remedies, by the kind of a principal that is no user. */
const remedies: Readonly<Record<string, string>> = {
  service:
    'a service stands behind them. Call asService with the reason, and name the operations in serviceMay',
  none: 'nobody stands behind them. Ask for those of a user: httpAuth.credentials(request, { allow: ["user"] })',
};
const notCredentials = 'they are none of Backstage. Give what httpAuth.credentials(request) gave';
const notRequest = 'request is no Express request. Give the one that the credentials came with';

/**
 * Makes what `asUser` takes of the credentials of a request, so that the permission hook can ask with
 * them and `X-Backstage-User` names whom they belong to.
 *
 * @param credentials - What `httpAuth.credentials(request, { allow: ['user'] })` returned.
 * @param options - The request, for the audit log.
 * @throws KagentiError `invalid_caller` for credentials of a service or of nobody, and for a `request` that is none;
 * `invalid_options` for an unknown option.
 */
export function backstageUser(
  credentials: BackstageCredentials,
  options: BackstageUserOptions = {},
): Omit<UserCaller, 'kind'> {
  if (!areUserCredentials(credentials)) {
    throw invalid(remedies[String(principalType(credentials))] ?? notCredentials);
  }
  checkNames(optionGroup(options, optionNames, 'what backstageUser takes'), optionNames);
  const { request } = options;
  if (request !== undefined && !isExpressRequest(request)) throw invalid(notRequest);
  // Node keeps the address of a connection only if it is read before the browser leaves, and auditors read it last.
  quietly(() => request?.ip);
  return withHidden({ ref: credentials.principal.userEntityRef }, { credentials, request });
}

/** Whether Backstage's auditor can read it: it asks for a header by this method. */
export function isExpressRequest(value: unknown): value is ExpressRequest {
  return hasMethods(value, 'get');
}

function invalid(problem: string): KagentiError {
  return new KagentiError(`These credentials make no user: ${problem}.`, {
    code: 'invalid_caller',
  });
}
