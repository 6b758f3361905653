import { isMap } from 'yaml';
import type { Finding } from '../finding.ts';
import { type AppConfigSource, createFileFrame, type TextFrame } from './app-config-source.ts';
import { type AtPath, describeLast, followAtPath, type PathNode } from './at-path.ts';
import { type DocumentReader, isTextNode, readDocuments } from './document-reader.ts';
import { createEmbeddedText } from './embedded-text.ts';
import type { FormReading } from './forms.ts';
import { describeYamlProblem } from './yaml-problem.ts';

/**
 * Reads the app-configs at given paths of a text, each a mapping or a text.
 *
 * @returns undefined when none of the paths is in the text
 */
export function readPlaces(frame: TextFrame, paths: readonly AtPath[]): FormReading | undefined {
  const sources: AppConfigSource[] = [];
  for (const [deployment, reader] of readDocuments(frame).entries()) {
    const root = reader.nodes.root;
    const found =
      root === undefined ? [] : paths.flatMap(path => followAtPath(reader.nodes, root, path).found);
    for (const { path, node } of found) {
      if (isTextNode(node)) {
        const text = createEmbeddedText(frame, node);
        sources.push({ ...text, frame: text, deployment });
        continue;
      }
      const [start, end] = node.range ?? [0, 0];
      if (!isMap(node))
        return { problem: describeYamlProblem('no_mapping', frame.locate(start, end)) };
      const part = reader.readPart(path, node);
      if (part.problem !== undefined) return part;
      sources.push({ ...part.source, deployment });
    }
  }
  return sources.length === 0 ? undefined : { sources };
}

/**
 * An error for each path that none of the files has, at the last place on the way that is there,
 * with what that place has instead.
 */
export function findWrongPaths(
  paths: readonly AtPath[],
  files: readonly { readonly name: string; readonly text: string }[],
): Finding[] {
  if (paths.length === 0) return [];
  const documents = files.flatMap(({ name, text }) => {
    const frame = createFileFrame(name, text);
    return readDocuments(frame).map(reader => ({ frame, reader }));
  });
  return paths.flatMap(path => {
    let nearest: Nearest | undefined;
    for (const { frame, reader } of documents) {
      const { root } = reader.nodes;
      if (root === undefined) continue;
      const { found, last } = followAtPath(reader.nodes, root, path);
      if (found.length > 0) return [];
      const isNearer = nearest === undefined || last.path.length > nearest.last.path.length;
      if (isNearer) nearest = { frame, reader, last };
    }
    return nearest === undefined ? [] : [describeWrongPath(path, nearest)];
  });
}

interface Nearest {
  readonly frame: TextFrame;
  readonly reader: DocumentReader;
  readonly last: PathNode;
}

function describeWrongPath({ written }: AtPath, { frame, reader, last }: Nearest): Finding {
  const [start = 0] = last.node.range ?? [];
  return {
    severity: 'error',
    code: 'at_not_found',
    message: `no file has ${written}: ${describeLast(reader.nodes, last)}`,
    hint: 'Correct the path after --at.',
    location: frame.locate(start, start),
  };
}
