// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.
import type { CallOptions } from '../../options/client-options.ts';
import type { KagentiCall } from '../../sending/kagenti-call.ts';
import type { NoParameters } from '../no-parameters.ts';
import type { AuthConfig, AuthStatus, UserInfo } from './auth-types.ts';

/** How people sign in to Kagenti, and how it identifies the service account. */
export interface AuthApi {
  /**
   * Returns how people sign in to Kagenti's own pages. Public: no permission is needed, and no
   * token is sent.
   *
   * @throws KagentiHttpError with the server's status.
   */
  config(parameters?: NoParameters, options?: CallOptions): KagentiCall<AuthConfig>;
  /**
   * Returns whether tokens are required. This call sends none, so `authenticated` is false; `me`
   * and `userInfo` show whether the account's token is accepted. Public: no permission is needed,
   * and no token is sent.
   *
   * @throws KagentiHttpError with the server's status.
   */
  status(parameters?: NoParameters, options?: CallOptions): KagentiCall<AuthStatus>;
  /**
   * Returns how Kagenti identifies the service account, with its roles. Permission `boost.access`,
   * role viewer.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError with the
   * server's status.
   */
  userInfo(parameters?: NoParameters, options?: CallOptions): KagentiCall<UserInfo>;
  /**
   * Returns the same as `userInfo`. Where Kagenti requires no tokens, it returns a guest.
   * Permission `boost.access`, no role.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError with the
   * server's status.
   */
  me(parameters?: NoParameters, options?: CallOptions): KagentiCall<UserInfo>;
}
