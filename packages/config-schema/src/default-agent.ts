import type { BoostConfigProblem } from './problem.ts';
import type { BoostConfigKey } from './registry.ts';
import type { Reading } from './section.ts';

const defaultAgent: BoostConfigKey = 'boost.providers.kagenti.defaultAgent';
const namespaces: BoostConfigKey = 'boost.providers.kagenti.namespaces';

/**
 * Completes a default agent without a namespace by the only namespace that is listed, as Boost's sample app-config
 * expects. With none or several it is not known which agent is meant.
 *
 * @param isMeant - Whether a key was probably meant by a misspelt one, which has its own problem.
 */
export function completeDefaultAgent(
  { values, withoutValue }: Pick<Reading, 'values' | 'withoutValue'>,
  isMeant: (key: string) => boolean,
): BoostConfigProblem[] {
  const agent = values.get(defaultAgent);
  if (typeof agent !== 'string' || agent.includes('/')) return [];
  const listed = values.get(namespaces);
  const [namespace, ...others] = new Set<unknown>(Array.isArray(listed) ? listed : []);
  if (typeof namespace === 'string' && others.length === 0) {
    values.set(defaultAgent, `${namespace}/${agent}`);
    return [];
  }
  values.delete(defaultAgent);
  withoutValue.add(defaultAgent);
  if (withoutValue.has(namespaces) || isMeant(namespaces)) return [];
  const state = namespace === undefined ? 'is not set' : 'lists more than one';
  return [
    {
      path: defaultAgent,
      code: 'invalid_value',
      message: `has no namespace, and ${namespaces} ${state}`,
      hint: 'Write it as namespace/name.',
    },
  ];
}
