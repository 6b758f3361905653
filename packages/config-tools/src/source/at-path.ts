import { formatConfigPath } from '@rhdh-boost/config-schema';
import { isMap, type Node } from 'yaml';
import type { YamlNodes } from './yaml-nodes.ts';

/** A path in a document: names, indexes of lists, and `*` for each of either. */
export interface AtPath {
  /** The path as it was written. */
  readonly written: string;
  /** Its steps. */
  readonly steps: readonly (string | number)[];
}

const step = /(?:^|(?<!^)\.)([^.[\]"\s]+)|\[(\d+|\*)\]|\[("(?:[^"\\]|\\.)*")\]/y;

/**
 * Reads a path such as `spec.sources[*].helm.valuesObject` or `data["app-config.yaml"]`.
 *
 * @returns undefined when the text is not such a path
 */
export function parseAtPath(written: string): AtPath | undefined {
  const steps: (string | number)[] = [];
  step.lastIndex = 0;
  for (let end = 0; end < written.length; end = step.lastIndex) {
    const [, name, index, quoted] = step.exec(written) ?? [];
    if (name !== undefined) steps.push(name);
    else if (index !== undefined) steps.push(index === '*' ? '*' : Number(index));
    else if (quoted !== undefined) {
      const parsed = parseQuoted(quoted);
      if (parsed === undefined) return undefined;
      steps.push(parsed);
    } else return undefined;
  }
  return steps.length === 0 ? undefined : { written, steps };
}

function parseQuoted(quoted: string): string | undefined {
  try {
    const value: unknown = JSON.parse(quoted);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A node of a document with the names and indexes that lead to it. */
export interface PathNode {
  /** The names and indexes. */
  readonly path: readonly (string | number)[];
  /** The node. */
  readonly node: Node;
}

/** What a path leads to in a document, and how far it leads where that is nothing. */
export interface FollowedPath {
  /** The nodes at the path. */
  readonly found: readonly PathNode[];
  /** The last node on the way, when nothing was found. */
  readonly last: PathNode;
}

/** Follows a path from the root of a document. */
export function followAtPath(nodes: YamlNodes, root: Node, { steps }: AtPath): FollowedPath {
  let reached: PathNode[] = [{ path: [], node: root }];
  let last: PathNode = { path: [], node: root };
  for (const each of steps) {
    [last = last] = reached;
    reached = reached.flatMap(({ path, node }) =>
      below(nodes, node, each).map(([name, next]) => ({ path: [...path, name], node: next })),
    );
  }
  return { found: reached, last };
}

function below(nodes: YamlNodes, node: Node, each: string | number): [string | number, Node][] {
  const entries: [string | number, Node | undefined][] = isMap(node)
    ? [...nodes.entries(node).named].map(([name, { value }]) => [name, value])
    : [...nodes.items(node).entries()];
  return entries.flatMap(([name, next]): [string | number, Node][] => {
    const isMeant = each === '*' || String(name) === String(each);
    return next !== undefined && isMeant ? [[name, next]] : [];
  });
}

const plainName = /^[A-Za-z_$][\w$-]{0,47}$/;
const mostNames = 8;

/** What is at the end of the way that a path leads; names that could be values are left out. */
export function describeLast(nodes: YamlNodes, { path, node }: PathNode): string {
  const isNamed = path.every(name => typeof name === 'number' || plainName.test(name));
  const place = path.length === 0 || !isNamed ? 'this place' : formatConfigPath(path);
  if (!isMap(node)) {
    const { length } = nodes.items(node);
    return length === 0
      ? `${place} is a single value`
      : `${place} is a list of ${length} item${length === 1 ? '' : 's'}`;
  }
  const names = [...nodes.entries(node).named.keys()].filter(name => plainName.test(name));
  if (names.length === 0) return `${place} has no keys`;
  const more = names.length > mostNames ? ' and more' : '';
  const shown = names.slice(0, mostNames).join(', ');
  return path.length === 0
    ? `the root has the keys ${shown}${more}`
    : `${place} has the keys ${shown}${more}`;
}

/**
 * Reads paths as {@link parseAtPath} does.
 *
 * @throws TypeError when one of them is not a path
 */
export function readAtPaths(written: readonly string[]): AtPath[] {
  return written.map(each => {
    const path = parseAtPath(each);
    if (path === undefined) throw new TypeError(describeNoPath(each));
    return path;
  });
}

/** Says how a path is written. */
export function describeNoPath(written: string): string {
  return `${JSON.stringify(written)} is not a path. Write names with dots, such as upstream.backstage.appConfig; a list item as [0] or [*]; and other names in quotes, such as data["app-config.yaml"].`;
}
