import type { OutputStream } from '@rhdh-boost/internal/command-context';
import { makePrintable } from '@rhdh-boost/internal/printable';
import { NoAnswer } from '../no-answer.ts';
import { agentRef, type ChatAgent } from './chat-agent.ts';
import type { MessageReader } from './message-reader.ts';

/**
 * The only agent: a script cannot choose.
 *
 * @throws NoAnswer for several
 */
export function onlyAgent(agents: readonly ChatAgent[]): ChatAgent {
  const [first, ...others] = agents;
  if (first !== undefined && others.length === 0) return first;
  throw new NoAnswer(
    'ambiguous',
    `Several agents exist. Name one of them: ${agents.map(agentRef).join(', ')}.`,
  );
}

/** Lets the user choose, if there is more than one. Returns undefined when the user leaves. */
export async function chooseAgent(
  agents: readonly ChatAgent[],
  reader: MessageReader,
  stdout: OutputStream,
): Promise<ChatAgent | undefined> {
  if (agents.length === 1) return agents[0];
  const lines = agents.map((agent, at) => `${at + 1}  ${makePrintable(agentRef(agent))}\n`);
  stdout.write(lines.join(''));
  for (;;) {
    const answer = (await reader.read('agent (number or name)> '))?.trim();
    if (answer === undefined) return undefined;
    const [meant, ...others] = agents.filter((agent, at) =>
      [agent.name, agentRef(agent), String(at + 1)].includes(answer),
    );
    if (meant !== undefined && others.length === 0) return meant;
  }
}
