import { type DemoContext, jane, namespace } from '../demo-context.ts';

/** Lists the agents and tools of a namespace as a Backstage user. */
export async function listAgents({ kagenti, output, signal }: DemoContext): Promise<void> {
  const caller = kagenti.asUser(jane);
  const [agents, tools] = await Promise.all([
    caller.agents.list({ namespace }, { signal }),
    caller.tools.list({ namespace }, { signal }),
  ]);
  output.say(`${jane} sees in ${namespace}`);
  for (const { name, status, description } of agents.items) {
    output.say(`  agent ${name} (${status}): ${description}`);
  }
  for (const { name, status, description } of tools.items) {
    output.say(`  tool  ${name} (${status}): ${description}`);
  }
}
