import type { BoostConfigProblem } from './problem.ts';
import type { BoostConfigKey } from './registry.ts';
import type { Reading } from './section.ts';
import { unknownConfigValue } from './unknown-value.ts';

const defaultAgent: BoostConfigKey = 'boost.providers.kagenti.defaultAgent';
const namespaces: BoostConfigKey = 'boost.providers.kagenti.namespaces';

/** What is read of the two keys. */
type AgentReading = Pick<Reading, 'values' | 'withoutValue' | 'refusedLists' | 'problems'>;

/**
 * Completes a default agent without a namespace by the only namespace that is listed, as Boost's sample app-config
 * expects, and reports one that could not be called. A list with wrong entries is judged by the others.
 *
 * @param isMeant - Whether a key was probably meant by a misspelt one, which has its own problem.
 */
export function judgeDefaultAgent(
  reading: AgentReading,
  isMeant: (key: string) => boolean,
): BoostConfigProblem[] {
  const { values, withoutValue } = reading;
  const agent = values.get(defaultAgent);
  if (typeof agent !== 'string') return [];
  const { right, wrong } = listedIn(reading);
  const { size } = new Set([...right, ...wrong].map(lettersOf));
  const [namespace] = right;
  if (agent.includes('/')) return judgeNamespace(agent, right, wrong);
  if (namespace !== undefined && size === 1) {
    values.set(defaultAgent, `${namespace}/${agent}`);
    return [];
  }
  values.delete(defaultAgent);
  withoutValue.add(defaultAgent);
  if (isMeant(namespaces) || (withoutValue.has(namespaces) && size < 2)) return [];
  const state = size === 0 ? 'is not set' : 'lists more than one';
  return [
    {
      path: defaultAgent,
      code: 'invalid_value',
      message: `has no namespace, and ${namespaces} ${state}`,
      hint: 'Write it as namespace/name.',
    },
  ];
}

/** Otherwise every chat that names no agent would be refused. */
function judgeNamespace(
  agent: string,
  right: readonly string[],
  wrong: readonly string[],
): BoostConfigProblem[] {
  const [namespace = ''] = agent.split('/');
  if (right.length === 0 || right.includes(namespace)) return [];
  // Its entry is the wrong one.
  if (wrong.some(name => lettersOf(name) === lettersOf(namespace))) return [];
  return [
    {
      path: defaultAgent,
      code: 'invalid_value',
      message: `is in a namespace that ${namespaces} does not list`,
      hint: `Add its namespace to ${namespaces}, or choose an agent of a listed namespace.`,
    },
  ];
}

/** A name without what makes an entry wrong. */
function lettersOf(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

/** The listed names that passed, and those that did not; none where an entry is unknown. */
function listedIn({ values, refusedLists, problems }: AgentReading) {
  const list = values.get(namespaces) ?? refusedLists.get(namespaces);
  const right: string[] = [];
  const wrong: string[] = [];
  if (!Array.isArray(list) || list.includes(unknownConfigValue)) return { right, wrong };
  for (const [index, name] of list.entries()) {
    if (typeof name !== 'string') continue;
    const isWrong = problems.some(({ path }) => path === `${namespaces}[${index}]`);
    (isWrong ? wrong : right).push(name);
  }
  return { right, wrong };
}
