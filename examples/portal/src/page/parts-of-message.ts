import type { ConversationArtifact, ConversationMessage } from '@rhdh-boost/kagenti-client/browser';

/**
 * A message in the order of its text, which contains the content of the artifacts. An artifact that is the whole
 * message is shown without its name: many agents send each answer so.
 */
export function partsOf({ text, artifacts }: ConversationMessage): readonly ConversationArtifact[] {
  const parts: ConversationArtifact[] = [];
  let rest = text;
  for (const artifact of artifacts) {
    const at = rest.indexOf(artifact.text);
    if (at > 0) parts.push({ text: rest.slice(0, at) });
    if (at >= 0) rest = rest.slice(at + artifact.text.length);
    parts.push(artifact);
  }
  if (rest !== '') parts.push({ text: rest });
  return parts.length === 1 ? [{ text }] : parts;
}
