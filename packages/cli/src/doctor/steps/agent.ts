import { nearestName } from '@rhdh-boost/internal/nearest-name';
import {
  type KagentiError,
  KagentiHttpError,
  type ResourceSummary,
} from '@rhdh-boost/kagenti-client';
import { configuredNamespaces } from '../../configuration/configured-namespaces.ts';
import {
  type ChosenAgent,
  chosenAgent,
  defaultAgentKey,
  nameToFind,
  noAgentChosen,
} from '../chosen-agent.ts';
import { callOptions, withKagenti } from '../kagenti-calls.ts';
import type { Finding, Step, StepContext, StepOutcome } from '../step.ts';

/** Whether the default agent exists, is ready and describes itself. */
export const agentStep: Step = {
  id: 'agent',
  title: 'Default agent',
  needs: ['namespaces'],
  timeoutMs: 30_000,
  async run(context) {
    const name = nameToFind(context);
    const failure = name === undefined ? undefined : await findNamespace(context, name);
    return failure ?? examine(context);
  },
};

/** Finds the only namespace that has the agent, for this step and later ones, as a chat does. Otherwise returns the reason. */
async function findNamespace(context: StepContext, name: string): Promise<StepOutcome | undefined> {
  const outcome = await withKagenti(context, async kagenti => {
    const { items, failures } = await kagenti.agents.listAll(
      {},
      { ...callOptions, signal: context.signal },
    );
    const found = items.filter(item => item.name === name);
    const [first, second] = found;
    const [failure] = failures;
    // It may be there.
    if (first === undefined && failure !== undefined) throw failure.error;
    if (first === undefined) return { summary: name, findings: [unknownName(name, items)] };
    if (second !== undefined) return { summary: name, findings: [ambiguousName(name, found)] };
    context.facts.agentNamespace = first.namespace;
    return { summary: name };
  });
  return context.facts.agentNamespace === undefined ? outcome : undefined;
}

function unknownName(name: string, items: readonly ResourceSummary[]): Finding {
  const names = items.map(item => item.name);
  const nearest = nearestName(name, names);
  const meant = items.find(item => item.name === nearest);
  return {
    severity: 'error',
    code: 'unknown_agent',
    message: `--agent names the agent ${name}, which no namespace that Boost may use has. Kagenti lists ${listed(names)}.`,
    remedy:
      meant === undefined
        ? 'Correct --agent.'
        : `Name it with --agent ${meant.namespace}/${meant.name}.`,
  };
}

function ambiguousName(name: string, found: readonly ResourceSummary[]): Finding {
  const choices = found.map(({ namespace }) => `--agent ${namespace}/${name}`);
  return {
    severity: 'error',
    code: 'ambiguous_agent',
    message: `--agent names the agent ${name}, which exists in several namespaces.`,
    remedy: `Name one: ${new Intl.ListFormat('en', { type: 'disjunction' }).format(choices)}.`,
  };
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'no agents' : names.slice(0, 10).join(', ');
}

async function examine(context: StepContext): Promise<StepOutcome> {
  const agent = chosenAgent(context);
  if (agent === undefined) return { skipped: noAgentChosen };
  const fullName = `${agent.namespace}/${agent.name}`;
  const allowed = configuredNamespaces(context.configuration);
  if (allowed !== undefined && !allowed.includes(agent.namespace)) {
    return { summary: fullName, findings: [notAllowed(agent, allowed)] };
  }
  return withKagenti(
    context,
    async kagenti => {
      const { namespace, name } = agent;
      const options = { ...callOptions, signal: context.signal };
      const { items } = await kagenti.agents.list({ namespace }, options);
      const found = items.find(item => item.name === name);
      if (found === undefined) {
        return { summary: fullName, findings: [unknownAgent(agent, items, context)] };
      }
      if (found.status !== 'Ready') {
        const findings = [notReady(fullName, found.status, agent)];
        return { summary: `${fullName}, ${found.status}`, findings };
      }
      const card = await kagenti.chat.agentCard({ namespace, name }, options);
      return {
        summary: `${fullName}, ${card.name} ${card.version}`,
        findings: card.streaming === false ? [doesNotStream(fullName)] : [],
        details: {
          agent: fullName,
          status: found.status,
          card: card.name,
          version: card.version,
          streaming: card.streaming ?? null,
        },
      };
    },
    error => explainCard(error, agent),
  );
}

function notAllowed({ namespace, namedBy }: ChosenAgent, allowed: readonly string[]): Finding {
  return {
    severity: 'error',
    code: 'agent_in_other_namespace',
    message: `${namedBy} names an agent of the namespace ${namespace}, which is not in boost.providers.kagenti.namespaces (${allowed.join(', ')}).`,
    remedy: 'Add the namespace there, or name an agent of one of those namespaces.',
  };
}

function unknownAgent(
  { namespace, name, namedBy }: ChosenAgent,
  items: readonly ResourceSummary[],
  { configuration }: StepContext,
): Finding {
  const names = items.map(item => item.name);
  const nearest = nearestName(name, names);
  return {
    severity: 'error',
    code: 'unknown_agent',
    message: `${namedBy} names the agent ${name}, which does not exist in the namespace ${namespace}. Kagenti lists ${listed(names)} there.`,
    remedy: nearest === undefined ? `Correct ${namedBy}.` : `Name ${namespace}/${nearest}.`,
    source: namedBy === defaultAgentKey ? configuration.sourceOf(defaultAgentKey) : undefined,
  };
}

function notReady(fullName: string, status: string, { namespace, name }: ChosenAgent): Finding {
  const isBuild = /^build/i.test(status);
  return {
    severity: 'error',
    code: 'agent_not_ready',
    message: `The agent ${fullName} is not ready: its status at Kagenti is "${status}".`,
    remedy: isBuild
      ? 'Wait for its build, or read the build log in Kagenti.'
      : 'Check its pods and their log.',
    commands: [
      isBuild
        ? `kubectl get buildruns -n ${namespace}`
        : `kubectl describe pods -n ${namespace} -l app.kubernetes.io/name=${name}`,
    ],
    isTemporary: !/fail/i.test(status),
  };
}

function doesNotStream(fullName: string): Finding {
  return {
    severity: 'warning',
    code: 'agent_does_not_stream',
    message: `The card of the agent ${fullName} says that it cannot stream, and Boost chats by streams.`,
    remedy: 'Set capabilities.streaming in the agent card, and serve message/stream in the agent.',
  };
}

/** Kagenti asks the agent for the card, and passes its status on. */
function explainCard(error: KagentiError, { namespace, name }: ChosenAgent): Finding | undefined {
  if (!KagentiHttpError.isInstance(error) || error.operation !== 'chat.agentCard') return undefined;
  return {
    severity: 'error',
    code: 'agent_card_unavailable',
    message: `The agent ${namespace}/${name} does not return its card: Kagenti answered with status ${error.status}.`,
    remedy:
      'Check that the agent listens on the port of its Service, and serves /.well-known/agent-card.json.',
    commands: [`kubectl logs -n ${namespace} -l app.kubernetes.io/name=${name} --tail 50`],
    isTemporary: error.status >= 500,
  };
}
