import { createBackend } from '@backstage/backend-defaults';
import authBackend from '@backstage/plugin-auth-backend';
import permissionBackend from '@backstage/plugin-permission-backend';
import { createKagentiClientServiceFactory } from '@rhdh-boost/kagenti-client/backstage';
import { boostConfigPlugin } from '@rhdh-boost/runtime-config/backstage';
import { agents, agentsModule } from './agents.ts';
import { pageModule } from './page-module.ts';
import { peopleListModule, signInModule } from './people.ts';
import { policyModule } from './policy.ts';
import { portalPlugin } from './portal-plugin.ts';
import { systemPromptModule } from './system-prompt.ts';

const backend = createBackend();
// CommonJS: the import is the module.
for (const { default: plugin } of [authBackend, permissionBackend]) backend.add(plugin);
for (const feature of [signInModule, policyModule, boostConfigPlugin]) backend.add(feature);
for (const feature of [agentsModule, systemPromptModule, portalPlugin]) backend.add(feature);
for (const feature of [peopleListModule, pageModule]) backend.add(feature);
const { resolveConditional } = agents;
backend.add(createKagentiClientServiceFactory({ adminMayAll: true, resolveConditional }));
await backend.start();
