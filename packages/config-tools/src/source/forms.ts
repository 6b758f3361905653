import { isMap, isSeq, type Node, type Scalar } from 'yaml';
import type { Finding } from '../finding.ts';
import type { AppConfigSource, TextFrame } from './app-config-source.ts';
import { type DocumentReader, isTextNode, readDocuments } from './document-reader.ts';
import { createEmbeddedText, createRestOfText, createUnmappedText } from './embedded-text.ts';
import {
  type FoundPlace,
  type FoundPlaces,
  findAppConfigs,
  type TextRole,
} from './find-app-configs.ts';
import { describeNoAppConfig } from './no-app-config.ts';
import { isNothing, parseYaml } from './parse-yaml.ts';
import { eitherOf, isEncrypted } from './placeholder.ts';

/** The app-configs in a text, or why it cannot be read. */
export type FormReading =
  | {
      readonly sources: readonly AppConfigSource[];
      readonly note?: Finding;
      readonly problem?: undefined;
    }
  | { readonly sources?: undefined; readonly problem: Finding };

/**
 * What texts have that may be more than an app-config, by the words alone: so a large app-config is
 * not parsed twice. An anchor, a tag or a comment may be between them.
 */
const hints: readonly RegExp[][] = [
  [
    /\bkind\b/,
    /\b(?:ConfigMap|Secret|ExternalSecret|ClusterExternalSecret|SealedSecret)(?:List)?\b|rhdh\.redhat\.com/,
  ],
  [/\b(?:pluginConfig|appConfig|patchesStrategicMerge|patchesJson6902)\b/],
  [/\b(?:configMap|secret)Generator\b/, /\bliterals\b/],
  [/\bpatches\b/, /\bpatch\b/],
  [/\bhelm\b/, /\bvalues\b/],
  [/\bop\b/, /\bpath\b/],
  [/^["']?apiVersion\b/m, /^["']?kind\b/m],
];

/** Texts lie within each other to this depth: a manifest in a ConfigMap of another, say. */
const deepest = 4;

/** Finds app-configs by the structure of a text; undefined where it has none of the known forms. */
export function readForms(frame: TextFrame): FormReading | undefined {
  return readFormsWithin(frame, { depth: 0, containers: new Map() });
}

/** What is known around a text. */
interface Around {
  readonly depth: number;
  /** The numbers of what app-configs are deployed with. */
  readonly containers: Map<OuterPlace['container'], number>;
  readonly place?: OuterPlace;
  /** What the text is. */
  readonly role?: TextRole | undefined;
}

/** What is known of a place and of what is around it. */
interface OuterPlace extends Pick<FoundPlace, 'dataKey' | 'replaced'> {
  /** The object or the document that the outermost text is in. */
  readonly container: Node | DocumentReader;
}

function readFormsWithin(frame: TextFrame, around: Around): FormReading | undefined {
  const { text } = frame;
  const { role } = around;
  const isLikely = role === 'files' || hints.some(words => words.every(word => word.test(text)));
  if (around.depth > deepest || !isLikely) return undefined;
  const documents = readDocuments(frame)
    .filter(({ document }) => !isNothing(document.contents) || document.errors.length > 0)
    .map(reader => ({ reader, found: findAppConfigs(reader.document, reader.nodes, role) }));
  const holding = documents.filter(({ found }) => found.places.length > 0);
  const relevant = holding.length > 0 ? holding : documents.filter(isOfObjects);
  if (relevant.length === 0) {
    // Of a single object, a boost section in the wrong place can be reported.
    const isOther =
      documents.length > 1 || documents.some(({ reader }) => isSeq(reader.document.contents));
    return isOther && documents.every(({ reader }) => isOtherDocument(reader.document))
      ? { sources: [], note: describeNoAppConfig(frame, []) }
      : undefined;
  }
  for (const { reader } of relevant) {
    const problem = reader.findError();
    if (problem !== undefined) return { problem };
  }
  const sources: AppConfigSource[] = [];
  for (const { reader, found } of relevant) {
    for (const place of found.places) {
      const read = readPlace(frame, reader, place, around);
      if (read.problem !== undefined) return read;
      sources.push(...read.sources);
    }
  }
  if (sources.length > 0) return { sources };
  return {
    sources,
    note: describeNoAppConfig(
      frame,
      relevant.flatMap(({ found }) => found),
    ),
  };
}

/** Whether a document is a Kubernetes object or a JSON patch, and so not an app-config itself. */
function isOtherDocument({ contents }: DocumentReader['document']): boolean {
  if (isMap(contents)) {
    return contents.has('apiVersion') && contents.has('kind') && !contents.has('boost');
  }
  const items: readonly unknown[] = isSeq(contents) ? contents.items : [];
  return items.length > 0 && items.every(item => isMap(item) && item.has('op') && item.has('path'));
}

function isOfObjects({ found }: { readonly found: FoundPlaces }): boolean {
  return found.objects.length > 0;
}

function readPlace(
  frame: TextFrame,
  reader: DocumentReader,
  place: FoundPlace,
  around: Around,
): FormReading {
  const { node, path, isPluginConfig = false, setKey } = place;
  if (isMap(node) || setKey !== undefined) {
    const part = reader.readPart(path, node, setKey);
    if (part.problem !== undefined) return part;
    return {
      sources: [{ ...part.source, isPluginConfig, ...describePlace(reader, place, around) }],
    };
  }
  if (!isTextNode(node) || isEncrypted(node.value.trim())) return { sources: [] };
  const inner = createText(frame, node, place);
  if (inner === undefined) return { sources: [] };
  const outer = inherit(reader, place, around.place);
  const { role } = place;
  const nested = readFormsWithin(inner, { ...around, depth: around.depth + 1, place: outer, role });
  if (nested !== undefined) return nested;
  const problem = role === 'document' ? findTemplateOfBoost(inner) : undefined;
  if (problem !== undefined) return { problem };
  if (role === 'document' || role === 'files' || !holdsAppConfig(inner, place.dataKey))
    return { sources: [] };
  return { sources: [{ ...inner, frame: inner, ...describePlace(reader, place, around) }] };
}

/** Why Helm values, or a patch, in which Boost is configured cannot be read before they are rendered. */
function findTemplateOfBoost(frame: TextFrame): Finding | undefined {
  return /\{\{/.test(frame.text) && /\bboost\b/.test(frame.text)
    ? parseYaml(frame).problem
    : undefined;
}

/** What is known of a place by what it is in, in this text and around it. */
function describePlace(
  reader: DocumentReader,
  place: FoundPlace,
  { containers, place: outer }: Around,
): Pick<AppConfigSource, 'dataKey' | 'deployment' | 'replaced'> {
  const { container, dataKey, replaced } = inherit(reader, place, outer);
  const deployment = containers.get(container) ?? containers.size;
  containers.set(container, deployment);
  return {
    deployment,
    ...(dataKey === undefined ? {} : { dataKey }),
    ...(replaced === undefined ? {} : { replaced }),
  };
}

/** A place with what is known of the text that it is in: what is in one text is deployed together. */
function inherit(
  reader: DocumentReader,
  place: FoundPlace,
  outer: OuterPlace | undefined,
): OuterPlace {
  const { dataKey } = place;
  const replaced = eitherOf(place.replaced, outer?.replaced);
  return {
    container: outer?.container ?? place.container ?? reader,
    ...(dataKey === undefined ? {} : { dataKey }),
    ...(replaced === undefined ? {} : { replaced }),
  };
}

function createText(
  frame: TextFrame,
  node: Scalar<string>,
  { role, start = 0 }: FoundPlace,
): TextFrame | undefined {
  if (role !== 'encodedFile') {
    const text = createEmbeddedText(frame, node);
    return start === 0 ? text : createRestOfText(text, start);
  }
  const text = decodeBase64(node.value);
  const [from, to] = node.range ?? [0, 0];
  const location = frame.locate(from, to);
  return text === undefined
    ? undefined
    : createUnmappedText(frame, node, text, {
        reason: 'is written in base64',
        hint: 'Move the text below stringData, without base64, then run it again.',
        location,
      });
}

/** The text that base64 encodes; undefined for what is not base64, or not a text. */
function decodeBase64(encoded: string): string | undefined {
  const compact = encoded.replace(/\s/g, '');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(compact)) return undefined;
  try {
    const bytes = Uint8Array.from(atob(compact), byte => byte.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/**
 * Whether a file of a ConfigMap is an app-config: others are left out. One that cannot be read may
 * be one when it has the word for it.
 */
function holdsAppConfig(frame: TextFrame, dataKey = 'app-config'): boolean {
  const { document } = parseYaml(frame);
  if (document === undefined) return /app-?config/i.test(dataKey) || /\bboost\b/.test(frame.text);
  if (isNothing(document.contents)) return true;
  return isMap(document.contents) && !isOtherDocument(document);
}
