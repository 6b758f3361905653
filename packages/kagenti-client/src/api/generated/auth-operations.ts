// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.
import { type DescriptorTable, describeOperation } from '../../operations/operation-descriptor.ts';
import { fields, flag, list, optional, required, text } from '../../shapes/shape.ts';
import type { NoParameters } from '../no-parameters.ts';
import type { AuthConfig, AuthStatus, UserInfo } from './auth-types.ts';

const authConfigShape = fields<AuthConfig>({
  enabled: required(flag),
  version: optional(text),
  keycloak_url: optional(text),
  realm: optional(text),
  client_id: optional(text),
  redirect_uri: optional(text),
});

const authStatusShape = fields<AuthStatus>({
  enabled: required(flag),
  authenticated: required(flag),
  keycloak_url: optional(text),
  realm: optional(text),
  client_id: optional(text),
});

const userInfoShape = fields<UserInfo>({
  username: required(text),
  email: optional(text),
  roles: optional(list(text)),
  authenticated: optional(flag),
});

/** What the client knows of `auth.*`. */
export const authOperations = {
  'auth.config': describeOperation<NoParameters, AuthConfig>({
    parameters: {},
    answer: { shape: authConfigShape },
  }),
  'auth.status': describeOperation<NoParameters, AuthStatus>({
    parameters: {},
    answer: { shape: authStatusShape },
  }),
  'auth.userInfo': describeOperation<NoParameters, UserInfo>({
    parameters: {},
    answer: { shape: userInfoShape },
  }),
  'auth.me': describeOperation<NoParameters, UserInfo>({
    parameters: {},
    answer: { shape: userInfoShape },
  }),
} satisfies DescriptorTable;
