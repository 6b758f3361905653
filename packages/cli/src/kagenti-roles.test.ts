import { operations } from '@rhdh-boost/kagenti-contract';
import { describe, expect, it } from 'vitest';
import { kagentiAccess, rolesOf } from './kagenti-roles.ts';

const realm = (...roles: string[]) => ({ realm_access: { roles } });
const client = (...roles: string[]) => ({ resource_access: { portal: { roles } } });

describe('what Kagenti makes of roles', () => {
  it.each([
    ['no role', {}, 'viewer', undefined],
    ['a viewer', realm('rossoctl-viewer'), 'viewer', 'rossoctl-viewer'],
    ['an operator', realm('offline_access', 'rossoctl-operator'), 'operator', 'rossoctl-operator'],
    ['an operator by a client role', client('rossoctl-operator'), 'operator', 'rossoctl-operator'],
    ['an admin', realm('rossoctl-operator', 'rossoctl-admin'), 'admin', 'rossoctl-admin'],
    ['the realm role admin', realm('admin'), 'admin', 'admin'],
    ['a client role admin', client('admin'), 'viewer', undefined],
    ['a role of an older Kagenti', realm('kagenti-operator'), 'viewer', undefined],
    ['claims of another form', { realm_access: { roles: 'admin' }, resource_access: [] }, 'viewer'],
    ['roles that are no text', { realm_access: { roles: [1, null] } }, 'viewer', undefined],
  ])('reads %s', (_, claims, level, grantedBy?: string) => {
    expect(kagentiAccess(claims)).toMatchObject({ level, grantedBy });
  });

  it('reads the older names for an older Kagenti', () => {
    const claims = realm('kagenti-operator', 'rossoctl-admin');
    expect(kagentiAccess(claims, 'kagenti')).toMatchObject({
      level: 'operator',
      grantedBy: 'kagenti-operator',
      unread: ['rossoctl-admin'],
    });
    expect(kagentiAccess(claims)).toMatchObject({ level: 'admin', unread: ['kagenti-operator'] });
  });

  it('opens to a viewer what reads, and to an operator everything', () => {
    const viewer = kagentiAccess({});
    const names = viewer.closed.map(({ operation }) => operation);
    expect(names).toEqual(expect.arrayContaining(['chat.send', 'chat.stream', 'agents.create']));
    expect(viewer.open.map(({ operation }) => operation)).toContain('agents.list');
    expect(viewer.open.length + viewer.closed.length).toBe(operations.length);
    expect(kagentiAccess(realm('rossoctl-operator')).closed).toEqual([]);
  });

  it('lists the roles of the realm and of each client', () => {
    expect(rolesOf({ ...realm('a'), ...client('b') })).toEqual({
      realm: ['a'],
      clients: { portal: ['b'] },
    });
  });
});
