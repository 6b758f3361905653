import type { Group } from '../groups.ts';
import { agentsStory } from './agents.ts';
import { chatStory } from './chat.ts';
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
  simulation: simulationStory,
  chat: chatStory,
};
