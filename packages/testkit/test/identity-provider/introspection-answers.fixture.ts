import type { AnswerRow } from './answers.fixture.ts';

const path = '/realms/boost/protocol/openid-connect/token/introspect';

/** The part of the table that asks the introspection endpoint. */
export const introspectionRows: AnswerRow[] = [
  {
    situation: 'introspection without a token',
    request: { path, basic: 'boost:right-secret', form: [['a', 'b']] },
    status: 400,
    error: 'invalid_request',
    description: 'Token not provided.',
  },
  {
    situation: 'introspection without a client',
    request: { path, form: [['token', 'x']] },
    status: 401,
    error: 'invalid_client',
    description: 'Invalid client or Invalid client credentials',
  },
  {
    situation: 'introspection with a wrong secret',
    request: { path, basic: 'boost:wrong', form: [['token', 'x']] },
    status: 401,
    error: 'invalid_client',
    description: 'Client authentication failed.',
  },
  {
    situation: 'introspection by a public client',
    request: {
      path,
      form: [
        ['client_id', 'public'],
        ['token', 'x'],
      ],
    },
    status: 403,
    error: 'invalid_request',
    description: 'Client not allowed.',
  },
];
