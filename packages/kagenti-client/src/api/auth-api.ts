import { operationMethods } from '../operations/operation-method.ts';
import type { CallOptions } from '../options/client-options.ts';
import type { BoundCore } from '../sending/call-request.ts';
import type { KagentiCall } from '../sending/kagenti-call.ts';
import { authOperations } from './generated/auth-operations.ts';
import type { AuthConfig, AuthStatus, UserInfo } from './generated/auth-types.ts';
import type { NoParameters } from './no-parameters.ts';

/** How Kagenti is signed in to, and whom it takes the service account for. */
export interface AuthApi {
  /**
   * Says how people sign in at Kagenti's own pages. Public: nobody is asked, and no token is sent.
   *
   * @throws KagentiError as every operation: connection, timeout, abort, http.
   */
  config(parameters?: NoParameters, options?: CallOptions): KagentiCall<AuthConfig>;
  /**
   * Says whether tokens are asked for. Public: nobody is asked, and no token is sent, so `authenticated`
   * is false; `me` and `userInfo` say whether the account's token is taken.
   *
   * @throws KagentiError as every operation: connection, timeout, abort, http.
   */
  status(parameters?: NoParameters, options?: CallOptions): KagentiCall<AuthStatus>;
  /**
   * Says whom Kagenti takes the service account for, with its roles. Permission `boost.access`, role
   * viewer.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError with the server's status.
   */
  userInfo(parameters?: NoParameters, options?: CallOptions): KagentiCall<UserInfo>;
  /**
   * The same as `userInfo`; where Kagenti asks for no tokens, it tells of a guest. Permission
   * `boost.access`, no role.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError with the server's status.
   */
  me(parameters?: NoParameters, options?: CallOptions): KagentiCall<UserInfo>;
}

/** Binds the operations to a caller. */
export function authApi(bound: BoundCore): AuthApi {
  const method = operationMethods(bound, authOperations);
  return {
    config: method('auth.config'),
    status: method('auth.status'),
    userInfo: method('auth.userInfo'),
    me: method('auth.me'),
  };
}
