import { createBackend } from '@backstage/backend-defaults';
import { agentsPlugin } from './agents-plugin.ts';
import { kagentiClient, kagentiPlugin } from './kagenti-plugin.ts';

const backend = createBackend();
backend.add(agentsPlugin);
backend.add(kagentiPlugin);
backend.add(kagentiClient);
await backend.start();
