import { type Document, isScalar, type Node, parseAllDocuments, type Scalar } from 'yaml';
import type { Finding } from '../finding.ts';
import { isRecord } from '../is-record.ts';
import type { AppConfigSource, TextFrame } from './app-config-source.ts';
import { describeErrorOf, parserOptions, readDocument, type YamlReading } from './parse-yaml.ts';
import { type SetKey, wrapInNames } from './set-key.ts';
import { firstErrorOf } from './yaml-error.ts';
import { YamlNodes } from './yaml-nodes.ts';

/** One document of a text, in which mappings may be app-configs. Its values are read when they are asked for. */
export class DocumentReader {
  /** The document. */
  readonly document: Document.Parsed;
  /** Its nodes. */
  readonly nodes: YamlNodes;
  readonly #frame: TextFrame;
  #reading: YamlReading | undefined;

  /** Reads nothing yet. */
  constructor(document: Document.Parsed, frame: TextFrame) {
    this.document = document;
    this.nodes = new YamlNodes(document);
    this.#frame = frame;
  }

  /** Why the document is not valid YAML, if it is not. */
  findError(): Finding | undefined {
    const error = firstErrorOf(this.document);
    return error && describeErrorOf(this.document, error, this.#frame);
  }

  /**
   * The mapping at a path as an app-config, or why the document cannot be read.
   *
   * @param setKey - the key that what is at the path is the value of
   */
  readPart(
    path: readonly (string | number)[],
    node: Node,
    setKey?: SetKey,
  ): { source: AppConfigSource; problem?: undefined } | { problem: Finding } {
    this.#reading ??= readDocument(this.document, this.#frame);
    if (this.#reading.problem !== undefined) return { problem: this.#reading.problem };
    const value = valueAt(this.#reading.value, path);
    const frame = this.#frame;
    const [start, end] = node.range ?? [0, 0];
    const editable = {
      reason: 'is a part of a larger YAML document, which migrate does not edit',
      hint: 'Copy it into a separate file, migrate that file, and copy the result back.',
      location: frame.locate(start, end),
    };
    if (setKey !== undefined) {
      const part = { ...wrapInNames({ node, value }, setKey, frame.text), nodes: this.nodes };
      return { source: { ...frame, frame, part, editable, isPartial: true } };
    }
    const part = { node, nodes: this.nodes, value };
    return { source: { ...frame, frame, part, editable } };
  }
}

/** How documents are read by those who deploy them: Helm, Kubernetes and RHDH merge `<<`; Backstage does not. */
const deployedOptions = { ...parserOptions, merge: true } as const;

/** The documents of a text. */
export function readDocuments(frame: TextFrame): DocumentReader[] {
  const documents = [...parseAllDocuments(frame.text, deployedOptions)];
  return documents.map(document => new DocumentReader(document, frame));
}

function valueAt(root: unknown, path: readonly (string | number)[]): unknown {
  let value = root;
  for (const name of path) {
    if (Array.isArray(value)) value = value[Number(name)];
    else if (isRecord(value) && Object.hasOwn(value, name)) value = value[name];
    else return undefined;
  }
  return value;
}

/** Whether a node is a text. */
export function isTextNode(node: Node | undefined): node is Scalar<string> {
  return isScalar(node) && typeof node.value === 'string';
}
