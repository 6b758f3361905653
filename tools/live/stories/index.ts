import type { Group } from '../groups.ts';
import { agentsStory } from './agents.ts';
import { chatStory } from './chat.ts';
import { contextsStory } from './contexts.ts';
import { dreamsStory } from './dreams.ts';
import { authStory, buildsStory, configStory, healthStory, namespacesStory } from './platform.ts';
import { simulationStory } from './simulation.ts';
import { skillsStory } from './skills.ts';
import type { Story } from './story.ts';
import { toolsStory } from './tools.ts';

/** The story of each group. */
export const stories: Readonly<Record<Group, Story>> = {
  health: healthStory,
  auth: authStory,
  namespaces: namespacesStory,
  config: configStory,
  agents: agentsStory,
  tools: toolsStory,
  builds: buildsStory,
  skills: skillsStory,
  contexts: contextsStory,
  simulation: simulationStory,
  dreams: dreamsStory,
  chat: chatStory,
};
