import { agents } from './agents.ts';
import { agentsBuilds } from './agents-builds.ts';
import { agentsIdentity } from './agents-identity.ts';
import { agentsMigration } from './agents-migration.ts';
import { auth } from './auth.ts';
import { buildInfo } from './build-info.ts';
import { builds } from './builds.ts';
import { chat } from './chat.ts';
import { config } from './config.ts';
import { contexts } from './contexts.ts';
import { dreams } from './dreams.ts';
import { health } from './health.ts';
import { namespaces } from './namespaces.ts';
import type { GroupOverlay } from './overlay.ts';
import { resources } from './resources.ts';
import { simulation } from './simulation.ts';
import { skills } from './skills.ts';
import { skillsAutosync } from './skills-autosync.ts';
import { tools } from './tools.ts';
import { toolsBuilds } from './tools-builds.ts';
import { workloads } from './workloads.ts';

/** What is kept by hand, by the group of operations, or of types that several groups use. */
export const overlays: Readonly<Record<string, GroupOverlay>> = {
  resources,
  workloads,
  'build-info': buildInfo,
  health,
  auth,
  namespaces,
  agents,
  'agents.builds': agentsBuilds,
  'agents.identity': agentsIdentity,
  'agents.migration': agentsMigration,
  tools,
  'tools.builds': toolsBuilds,
  config,
  chat,
  builds,
  skills,
  'skills.autosync': skillsAutosync,
  contexts,
  simulation,
  dreams,
};
