import { operations } from '@rhdh-boost/kagenti-contract';
import { expect, test } from 'vitest';
import { kagentiPermissions } from './index.ts';
import { kagentiPermission } from './kagenti-permissions.ts';

test('each permission of the table, once, and no other [access-control/Permissions are those of the table]', () => {
  const wanted = new Set(operations.flatMap(({ permission }) => permission ?? []));

  expect(kagentiPermissions.map(({ name }) => name).sort()).toEqual([...wanted].sort());
  for (const name of wanted) expect(kagentiPermission(name).name).toBe(name);
});

test('each has the action that a policy may decide by [access-control/Permissions are those of the table]', () => {
  const actions = kagentiPermissions.map(({ name, attributes }) => [name, attributes.action]);

  expect(Object.fromEntries(actions)).toEqual({
    'boost.access': 'read',
    'boost.agent.delete': 'delete',
    'boost.agent.list': 'read',
    'boost.agent.register': 'create',
    'boost.chat.create': 'create',
    'boost.kagenti.admin': 'update',
    'boost.mcp.manage': 'update',
  });
});

test('nobody can change them [access-control/Permissions are those of the table]', () => {
  for (const permission of kagentiPermissions) {
    expect(Reflect.set(permission, 'name', 'boost.access')).toBe(false);
    expect(Reflect.set(permission.attributes, 'action', 'read')).toBe(false);
  }
  expect(Reflect.set(kagentiPermissions, 0, undefined)).toBe(false);
});
