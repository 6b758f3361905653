import { type NameForm, type NameRule } from '../shapes/name-rule.ts';
import type { Shape } from '../shapes/shape.ts';

/**
 * What each parameter that is a name, or looks like one, may be, with the line of the backend that decides
 * it: of rossoctl/backend/app at 0ea6d7ff. Kagenti builds hosts and names of Kubernetes objects from most of
 * them, and checks few.
 */
export const names = {
  namespace: named(
    'label',
    'is part of the host of agents and tools (utils/routes.py:436, routers/tools.py:2390); lists of builds strip it (routers/shipwright.py:75)',
  ),
  agent: named(
    'label',
    'is part of the host (utils/routes.py:436); only the chat refuses others (routers/chat.py:82, :179)',
  ),
  tool: named('label', 'is part of the host of its Service (routers/tools.py:2390, :2395)'),
  simulatedTool: named(
    'label',
    'is part of the host of its harness (routers/simulation.py:87), refused when it is created (services/simulation_manifests.py:79)',
  ),
  mcpToolOfAgent: named(
    'label',
    'is part of the host in `MCP_URL` (services/agent_env_defaults.py:24)',
  ),
  skill: named(
    'skill',
    'names a ConfigMap, as it is for reading (routers/skills.py:400), changed for deleting (:735) and counting (:409)',
  ),
  skillOfAgent: named(
    'skill',
    'is changed to the name of a ConfigMap (routers/agents_skills.py:271)',
  ),
  displayedSkill: named(
    'display',
    'is changed to the name of a ConfigMap and kept as an annotation (routers/skills.py:515, :607)',
  ),
  pullSecret: named(
    'subdomain',
    'names a Secret (routers/agents_manifests.py:434, routers/tools.py:1371)',
  ),
  pushSecret: named(
    'subdomain',
    'names a Secret (routers/agents_skills.py:171, routers/tools.py:637)',
  ),
  referenced: named(
    'subdomain',
    'names a Secret or a ConfigMap (routers/agents_manifests.py:125, :130, routers/tools.py:399)',
  ),
  buildStrategy: named('subdomain', 'names a ClusterBuildStrategy (services/shipwright.py:185)'),
  mcpTool: named('free', 'goes to the MCP server as it is (routers/tools.py:2553)'),
  variable: named('free', 'is checked there (routers/agents_models.py:72)'),
  port: named('free', 'goes to Kubernetes, which judges it (routers/agents_models.py:102)'),
  model: named('free', 'is a value of an environment variable (services/agent_env_defaults.py:47)'),
  category: named('free', 'is the value of a label (routers/skills.py:523, :617)'),
  registrySkill: named('free', 'is checked there (routers/skills.py:231)'),
  context: named(
    'label',
    'is checked in paths (routers/contexts.py:39); in a body only by the Context Service (:66)',
  ),
  contextOfAgent: named(
    'label',
    'is checked as in a path (routers/agents_manifests.py:939, routers/contexts.py:39)',
  ),
  storageClass: named(
    'subdomain',
    'names a StorageClass, as the Context Service gets it (routers/contexts.py:66)',
  ),
  dreamer: named('label', 'is part of a key of a ConfigMap (services/dream_state.py:38)'),
  dreamRun: named('runId', 'is part of a path of the skill store (services/dreaming.py:52, :228)'),
  filePath: named('free', 'is changed to a key of a ConfigMap (routers/skills.py:707)'),
} satisfies Readonly<Record<string, NamedText>>;

/** Text that is judged by a rule on names. */
export type NamedText = Shape<string> & { readonly kind: 'text'; readonly name: NameRule };

function named(form: NameForm, decidedBy: string): NamedText {
  return { kind: 'text', name: { form, decidedBy } };
}
