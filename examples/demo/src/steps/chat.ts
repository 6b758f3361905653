import { agent, type DemoContext, jane, namespace } from '../demo-context.ts';
import { DemoFailure } from '../demo-failure.ts';

/** Streams a reply as it arrives, and gives the session's id. */
export async function chat({ kagenti, output, signal }: DemoContext): Promise<string> {
  const question = 'What is the weather in Brno?';
  output.say(`${jane} asks ${agent}: ${question}`);
  let sessionId: string | undefined;
  let pieces = 0;
  const stream = kagenti
    .asUser(jane)
    .chat.stream({ namespace, name: agent, message: question }, { signal });
  for await (const event of stream) {
    if (event.type === 'text') {
      pieces += 1;
      output.stream(event.text);
    }
    if (event.type === 'error') throw new DemoFailure(`The agent failed: ${event.message}`);
    if (event.type === 'done') sessionId = event.sessionId;
  }
  if (!sessionId || pieces === 0) {
    throw new DemoFailure(`The chat with ${namespace}/${agent} ended without a reply.`);
  }
  output.say(`(${pieces} pieces, as they arrived)`);
  return sessionId;
}
