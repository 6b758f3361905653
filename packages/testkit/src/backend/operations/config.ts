import { ok } from '../answer.ts';
import type { OperationHandlers } from '../operation-handler.ts';

/** The feature flags of the backend that was recorded. */
const features = {
  builds: true,
  sandbox: false,
  integrations: false,
  triggers: false,
  agentSandbox: false,
  skills: true,
  externalSkills: true,
  authbridgeAPI: true,
  admin: true,
  agentImportDefaults: false,
  traceAnalysis: false,
  simulatedTools: true,
};

/** `config.*`: how the platform is set up. */
export const configOperations: OperationHandlers = {
  'config.features': () => ok(features),
};
