import { type DescriptorTable, describeOperation } from '../../operations/operation-descriptor.ts';
import { fields, flag, list, optional, required, text } from '../../shapes/shape.ts';
import type { NoParameters } from '../common/no-parameters.ts';
import type { AuthConfig, AuthStatus, UserInfo } from './auth-answers.ts';

const userInfo = describeOperation<NoParameters, UserInfo>({
  parameters: {},
  answer: {
    shape: fields<UserInfo>({
      username: required(text),
      email: optional(text),
      roles: optional(list(text)),
      authenticated: optional(flag),
    }),
  },
});

export const authOperations = {
  'auth.config': describeOperation<NoParameters, AuthConfig>({
    parameters: {},
    answer: {
      shape: fields<AuthConfig>({
        enabled: required(flag),
        keycloak_url: optional(text),
        realm: optional(text),
        client_id: optional(text),
        redirect_uri: optional(text),
      }),
    },
  }),
  'auth.status': describeOperation<NoParameters, AuthStatus>({
    parameters: {},
    answer: {
      shape: fields<AuthStatus>({
        enabled: required(flag),
        authenticated: required(flag),
        keycloak_url: optional(text),
        realm: optional(text),
        client_id: optional(text),
      }),
    },
  }),
  'auth.userInfo': userInfo,
  'auth.me': userInfo,
} satisfies DescriptorTable;
