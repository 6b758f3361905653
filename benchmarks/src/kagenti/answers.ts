/** Agents as Kagenti lists them, as JSON. */
export function agentList(agents: number): string {
  const items = Array.from({ length: agents }, (_none, index) => ({
    name: `weather-agent-${index}`,
    namespace: 'team1',
    description: 'Answers questions about the weather of the next days',
    status: 'Ready',
    labels: { protocol: ['a2a'], framework: 'LangGraph', type: 'agent' },
    workloadType: 'deployment',
    createdAt: '2026-11-24T17:41:03Z',
  }));
  return JSON.stringify({ items });
}

/** An event of a reply as Kagenti streams it. */
export function streamEvent(index: number): string {
  const event = {
    session_id: 'a1b2c3d4e5f60718293a4b5c6d7e8f90',
    username: 'service-account-boost',
    event: { type: 'artifact', taskId: 'task-1', name: 'answer', index },
    content: 'a few words of it ',
  };
  return `data: ${JSON.stringify(event)}\n\n`;
}

/** What ends a reply. */
export const streamEnd = `data: ${JSON.stringify({ done: true, session_id: 'a1b2c3d4e5f60718293a4b5c6d7e8f90' })}\n\n`;
