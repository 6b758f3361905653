import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseAllDocuments,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import type { Finding } from '../finding.ts';
import type { AppConfigSource, AppConfigSources } from './app-config-source.ts';
import { createEmbeddedSource } from './embedded-source.ts';
import { LineIndex } from './line-index.ts';
import { isNothing, parseYaml } from './parse-yaml.ts';
import { anyKeys, firstErrorOf } from './yaml-error.ts';
import { describeYamlError } from './yaml-problem.ts';

/**
 * A quick look, so that an app-config of its own is not parsed twice: by the words alone, since an
 * anchor, a tag or a comment may stand between them.
 */
function mayBeConfigMap(text: string): boolean {
  return /\bkind\b/.test(text) && /\b(?:(?:ConfigMap|Secret)(?:List)?|List)\b/.test(text);
}

/** Where each kind keeps texts as they are; a Secret's `data` is encoded. */
const textsOfKind: ReadonlyMap<unknown, string> = new Map([
  ['ConfigMap', 'data'],
  ['Secret', 'stringData'],
]);
const listKinds: ReadonlySet<unknown> = new Set(['List', 'ConfigMapList', 'SecretList']);
const appConfigName = /\.ya?ml$/;

/**
 * The app-configs in the ConfigMaps of a file, those in a `List` included; other documents and
 * kinds are left alone. A Secret with `stringData` is read as a ConfigMap is. Undefined when there
 * is none in it.
 */
export function readConfigMaps(file: string, text: string): AppConfigSources | undefined {
  if (!mayBeConfigMap(text)) return undefined;
  const lines = new LineIndex(text);
  const documents = parseAllDocuments(text, {
    ...anyKeys,
    prettyErrors: false,
    logLevel: 'error',
  });
  const found = [...documents].flatMap(document =>
    findConfigMaps(document.contents).map(configMap => ({ document, configMap })),
  );
  const holding = found.filter(({ configMap }) => mayHoldTexts(configMap));
  const configMaps = holding.length > 0 ? holding : found;
  if (configMaps.length === 0) return undefined;
  for (const { document } of configMaps) {
    const error = firstErrorOf(document);
    if (error !== undefined) {
      const locate = (start: number, end: number) => ({ file, ...lines.span(start, end) });
      return { problem: describeYamlError(error, { document, text, locate }) };
    }
  }
  const sources = configMaps.flatMap(({ document, configMap }, index) =>
    readData(document, configMap).map(({ dataKey, scalar }) =>
      createEmbeddedSource({ file, configMap: index, dataKey, scalar, outer: text, lines }),
    ),
  );
  const readable = sources.filter(holdsAppConfig);
  if (readable.length > 0) return { sources: readable };
  return { problem: describeEmpty(file, configMaps[0]?.configMap, lines) };
}

function findConfigMaps(contents: unknown): YAMLMap[] {
  if (!isMap(contents)) return [];
  const kind = contents.get('kind');
  if (textsOfKind.has(kind)) return [contents];
  const items = listKinds.has(kind) ? contents.get('items') : undefined;
  return isSeq(items) ? items.items.flatMap(findConfigMaps) : [];
}

/** Whether it is for texts: most Secrets are not, and are left alone beside what is, as other kinds are. */
function mayHoldTexts(configMap: YAMLMap): boolean {
  return configMap.get('kind') === 'ConfigMap' || isMap(configMap.get('stringData'));
}

function readData(
  document: Document,
  configMap: YAMLMap,
): { dataKey: string; scalar: Scalar<string> }[] {
  const data = configMap.get(textsOfKind.get(configMap.get('kind')));
  if (!isMap(data)) return [];
  return data.items.flatMap(({ key, value }) => {
    if (!isScalar(key) || typeof key.value !== 'string' || !appConfigName.test(key.value))
      return [];
    const scalar = isAlias(value) ? value.resolve(document) : value;
    return isText(scalar) ? [{ dataKey: key.value, scalar }] : [];
  });
}

function isText(node: unknown): node is Scalar<string> {
  return isScalar(node) && typeof node.value === 'string';
}

/** Leaves out other files that a ConfigMap holds; one that cannot be read may be an app-config. */
function holdsAppConfig(source: AppConfigSource): boolean {
  const { document } = parseYaml(source);
  return document === undefined || isMap(document.contents) || isNothing(document.contents);
}

function describeEmpty(file: string, configMap: YAMLMap | undefined, lines: LineIndex): Finding {
  const [start = 0] = configMap?.range ?? [];
  const isSecret = configMap?.get('kind') === 'Secret';
  return {
    severity: 'error',
    code: 'no_app_config',
    message: `is a ${isSecret ? 'Secret' : 'ConfigMap'} that contains no app-config`,
    hint: isSecret
      ? 'Put the app-config below stringData, in a key that ends in .yaml. Values below data are encoded and not read.'
      : 'Put the app-config below data, in a key that ends in .yaml.',
    location: { file, ...lines.span(start, start) },
  };
}
