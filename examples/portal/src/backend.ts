import { createBackend } from '@backstage/backend-defaults';
import authBackend from '@backstage/plugin-auth-backend';
import permissionBackend from '@backstage/plugin-permission-backend';
import { boostConfigPlugin } from '@rhdh-boost/runtime-config/backstage';
import { signInModule } from './people.ts';
import { policyModule } from './policy.ts';
import { portalModule } from './portal-module.ts';
import { portalPlugin } from './portal-plugin.ts';
import { systemPromptModule } from './system-prompt.ts';

const backend = createBackend();
// CommonJS: the import is the module.
for (const { default: plugin } of [authBackend, permissionBackend]) backend.add(plugin);
const modules = [portalModule, signInModule, policyModule, systemPromptModule];
for (const feature of [portalPlugin, boostConfigPlugin, ...modules]) backend.add(feature);
await backend.start();
