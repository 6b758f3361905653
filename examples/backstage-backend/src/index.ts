import { createBackend } from '@backstage/backend-defaults';
import { agentsPlugin } from './agents-plugin.ts';

const backend = createBackend();
backend.add(agentsPlugin);
await backend.start();
