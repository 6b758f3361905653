import { type Node, Pair, Scalar, YAMLMap } from 'yaml';
import { mapScalar } from './scalar-offsets.ts';

/** A name in a text that leads to a key. */
export interface SetName {
  /** The name. */
  readonly name: string;
  /** Where it is written in the text. */
  readonly start: number;
  /** Where it ends. */
  readonly end: number;
}

/** One key that a JSON patch or a Helm parameter sets in an app-config. */
export interface SetKey {
  /** The names from the root of the app-config on. */
  readonly names: readonly SetName[];
  /** The text that has them. */
  readonly written: Scalar<string>;
}

/** The names in a JSON pointer (RFC 6901); undefined for another text. */
export function readPointer(written: string): SetName[] | undefined {
  if (!written.startsWith('/')) return undefined;
  const [, ...names] = splitAt(written, /\//g, name =>
    name.replaceAll('~1', '/').replaceAll('~0', '~'),
  );
  return names;
}

/** The names in the name of a Helm parameter, in which `\.` is a dot of a name. */
export function readParameterName(written: string): SetName[] {
  return splitAt(written, /(?<!\\)\./g, name => name.replaceAll('\\.', '.'));
}

function splitAt(written: string, separator: RegExp, unescape: (name: string) => string) {
  let start = 0;
  return written.split(separator).map((name): SetName => {
    const end = start + name.length;
    const found = { name: unescape(name), start, end };
    start = end + 1;
    return found;
  });
}

/** A value below the names of its key, each of which has its place in the text. */
export function wrapInNames(
  value: { readonly node: Node; readonly value: unknown },
  { names, written }: SetKey,
  text: string,
): { readonly node: Node; readonly value: unknown } {
  const offsets = mapScalar(written, text);
  const [from = 0, to = from] = written.range ?? [];
  return names.reduceRight(({ node, value: plain }, { name, start, end }) => {
    const key = new Scalar(name);
    const keyEnd = offsets?.[end] ?? to;
    key.range = [offsets?.[start] ?? from, keyEnd, keyEnd];
    const mapping = new YAMLMap<Scalar, Node>();
    mapping.items.push(new Pair(key, node));
    mapping.range = key.range;
    return { node: mapping, value: { [name]: plain } };
  }, value);
}
