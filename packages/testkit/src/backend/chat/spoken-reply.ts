import { artifact, done, status } from './agent-events.ts';
import type { StreamReply } from './recorded-streams.ts';

/** How many words go into one event. */
const wordsPerEvent = 3;

/** The built-in agent's reply to a message that is no word of the recorded one: some words at a time. */
export function spokenReply(agentName: string, message: string): StreamReply {
  const text = `This is ${agentName}, the built-in agent of the test kit, and what I heard is: ${message}`;
  const words = text.match(/\s*\S+/g) ?? [];
  const pieces: string[] = [];
  for (let start = 0; start < words.length; start += wordsPerEvent) {
    pieces.push(words.slice(start, start + wordsPerEvent).join(''));
  }
  return {
    kind: 'frames',
    frames: [
      status('WORKING', 'thinking'),
      ...pieces.map(artifact),
      status('COMPLETED', null, true),
      done,
    ],
  };
}
