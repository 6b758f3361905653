import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'roles',
  code: 'no_roles_in_token',
  broken: 'The client scope `roles` is optional for the client.',
  async make(site) {
    const client = await site.client();
    const scopes = await site.request('GET', `/clients/${client.id}/default-client-scopes`);
    const roles = Array.isArray(scopes) ? scopes.find(({ name }) => name === 'roles') : undefined;
    await site.request('DELETE', `/clients/${client.id}/default-client-scopes/${roles.id}`);
    await site.request('PUT', `/clients/${client.id}/optional-client-scopes/${roles.id}`);
  },
};
