import type { BasicPermission, ResourcePermission } from '@backstage/plugin-permission-common';
import { isResourcePermission } from '@backstage/plugin-permission-common';
import { operations } from '@rhdh-boost/kagenti-contract';
import { expect, test } from 'vitest';
import { kagentiPermissions } from '../backstage/index.ts';
import * as browser from './index.ts';

test('C2: a page names each permission as the backend registers it [backstage-kagenti-service/Frontend names the permissions]', () => {
  const named = Object.values(browser).filter(value => typeof value === 'object');

  expect(named).toEqual(kagentiPermissions);
  expect(new Set(named.map(({ name }) => name))).toEqual(
    new Set(operations.flatMap(({ permission }) => permission ?? [])),
  );
});

test("C2: they are Backstage's kinds, those on agents with a resource type [backstage-kagenti-service/Frontend names the permissions]", () => {
  const basic: BasicPermission = browser.boostChatCreatePermission;
  const onAgent: ResourcePermission<'boost-agent'> = browser.boostAgentListPermission;

  expect([isResourcePermission(basic), isResourcePermission(onAgent, 'boost-agent')]).toEqual([
    false,
    true,
  ]);
});
