import { isMap, isScalar, type Scalar } from 'yaml';
import type { AppConfigSource, TextFrame } from './app-config-source.ts';
import { type AtPath, followAtPath } from './at-path.ts';
import { readDocuments } from './document-reader.ts';
import { createEmbeddedText } from './embedded-text.ts';
import type { FormReading } from './forms.ts';
import { describeYamlProblem } from './yaml-problem.ts';

/**
 * Reads the app-configs at given paths of a text, each a mapping or a text.
 *
 * @returns undefined when none of the paths is in the text
 */
export function readPlaces(
  frame: TextFrame,
  paths: readonly AtPath[],
): FormReading | undefined {
  const sources: AppConfigSource[] = [];
  for (const [deployment, reader] of readDocuments(frame).entries()) {
    const root = reader.nodes.root;
    const found = root === undefined ? [] : paths.flatMap(path => followAtPath(reader.nodes, root, path).found);
    for (const { path, node } of found) {
      if (isScalar(node) && typeof node.value === 'string') {
        const text = createEmbeddedText(frame, node as Scalar<string>);
        sources.push({ ...text, frame: text, deployment });
        continue;
      }
      const [start, end] = node.range ?? [0, 0];
      if (!isMap(node)) return { problem: describeYamlProblem('no_mapping', frame.locate(start, end)) };
      const part = reader.readPart(path, node);
      if (part.problem !== undefined) return part;
      sources.push({ ...part.source, deployment });
    }
  }
  return sources.length === 0 ? undefined : { sources };
}
