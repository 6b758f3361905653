import type { PermissionsService } from '@backstage/backend-plugin-api';
import { expect, test } from 'vitest';
import { credentialsOfUser } from '../../test/fixtures/backstage-credentials.fixture.ts';
import { json, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import {
  jane,
  NumberedTokens,
  rejection,
  testClient,
} from '../../test/fixtures/test-client.fixture.ts';
import { backstageUser, permissionAuthorizer } from './index.ts';

// Backstage's own client refuses such an answer before the authorizer sees it. One that a backend puts in
// its place, or a later version that knows a fourth result, may pass it on.
test.each([
  ['a result that does not exist', '{"result":"DEFER"}'],
  ['a result in lower case', '{"result":"allow"}'],
  ['a result that is true', '{"result":true}'],
  ['no result', '{}'],
])(
  'a decision with %s denies, and nothing is sent [access-control/Permission backend that fails denies]',
  async (_what, decision) => {
    const decide = async () => JSON.parse(`[${decision}]`);
    const permissions: PermissionsService = { authorize: decide, authorizeConditional: decide };
    await using server = await ScriptedServer.start(response => {
      json(response, { items: [] });
    });
    const tokens = new NumberedTokens();
    const authorize = permissionAuthorizer(permissions);
    await using kagenti = testClient(server.origin, { tokens, authorize });

    const error = await rejection(
      kagenti.asUser(backstageUser(credentialsOfUser(jane))).agents.list({ namespace: 'team1' }),
    );

    expect(error).toMatchObject({ name: 'KagentiPermissionError' });
    expect([server.requests.length, tokens.asked]).toEqual([0, 0]);
  },
);
