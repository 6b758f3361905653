import { type Document, isMap, isScalar, isSeq, type Node, type Scalar, type YAMLMap } from 'yaml';
import { isTextNode } from './document-reader.ts';
import { eitherOf, parameterReferences, vaultKeys } from './placeholder.ts';
import { readParameterName, readPointer, type SetKey, type SetName } from './set-key.ts';
import type { YamlNodes } from './yaml-nodes.ts';

/**
 * What a text is that is found in a document: a file of a ConfigMap or Secret, in base64 or not, a
 * mapping of such files, or a document in which app-configs may be found, such as Helm values or a
 * patch.
 */
export type TextRole = 'file' | 'encodedFile' | 'files' | 'document';

/** A place in a document where an app-config may be. */
export interface FoundPlace {
  /** The names and indexes that lead to it. */
  readonly path: readonly (string | number)[];
  /** A mapping that is an app-config, a text, or the value of {@link FoundPlace.setKey}. */
  readonly node: Node;
  /** The only key of the app-config that is known here. */
  readonly setKey?: SetKey;
  /** What a text is; undefined for an app-config. */
  readonly role?: TextRole;
  /** The key of `data`. */
  readonly dataKey?: string;
  /** Where the text begins in the scalar's value. Default: 0. */
  readonly start?: number;
  /** Whether it is the `pluginConfig` of a dynamic plugin. */
  readonly isPluginConfig?: boolean;
  /** What it is deployed with: the Kubernetes object or the section of Helm values around it. */
  readonly container?: Node;
  /** What else is replaced in it before Backstage reads it. */
  readonly replaced?: RegExp;
}

/** What was found in a document. */
export interface FoundPlaces {
  /** The places, in the order of the document. */
  readonly places: readonly FoundPlace[];
  /** The Kubernetes objects that are made for configuration, with any app-config in them or none. */
  readonly objects: readonly ConfigObject[];
}

/** A Kubernetes object that may have an app-config. */
export interface ConfigObject {
  /** The object. */
  readonly node: YAMLMap;
  /** Its kind. */
  readonly kind: string;
}

/** Where objects keep files. */
const objectKinds: ReadonlySet<string> = new Set([
  'ConfigMap',
  'Secret',
  'SealedSecret',
  'Backstage',
]);
const fileName = /\.ya?ml$/;
/** Deeper nesting is left to those who have a limit for it. */
const deepest = 100;
/** Aliases of aliases lead to the same node any number of times; places in it are found long before. */
const mostVisits = 16;

/** What is known on the way to a node. */
interface Context {
  readonly path: readonly (string | number)[];
  /** The names and indexes by which the node is reached once patches are applied. */
  readonly names: readonly (string | number)[];
  readonly container?: Node | undefined;
  readonly replaced?: RegExp | undefined;
  /** Whether it is what a JSON patch sets. */
  readonly isPatched?: boolean;
}

/**
 * Finds where app-configs may be in a document, by its structure alone.
 *
 * @param role - what the text of the document is
 */
export function findAppConfigs(
  document: Document.Parsed,
  nodes: YamlNodes,
  role: TextRole = 'document',
): FoundPlaces {
  const finder = new AppConfigFinder(nodes);
  const root = { path: [], names: [] };
  if (role === 'files') finder.visitFilesOf(nodes.root, root, 'file');
  else if (document.contents !== null) finder.visit(document.contents, root);
  return finder;
}

class AppConfigFinder implements FoundPlaces {
  readonly places: FoundPlace[] = [];
  readonly objects: ConfigObject[] = [];
  readonly #nodes: YamlNodes;
  readonly #visits = new Map<Node, number>();

  constructor(nodes: YamlNodes) {
    this.#nodes = nodes;
  }

  visit(node: Node | undefined, context: Context): void {
    if (node === undefined || context.path.length > deepest) return;
    const visits = (this.#visits.get(node) ?? 0) + 1;
    if (visits > mostVisits) return;
    this.#visits.set(node, visits);
    if (isSeq(node)) {
      for (const [index, item] of this.#nodes.items(node).entries()) {
        this.visit(item, below(context, index));
      }
    } else if (isTextNode(node)) this.#visitText(node, context);
    else if (isMap(node)) this.#visitMapping(node, context);
  }

  #visitText(node: Scalar<string>, context: Context): void {
    const text = findText(node.value, context);
    if (text !== undefined) this.#add(node, context, text);
  }

  #visitMapping(node: YAMLMap, outer: Context): void {
    const kind = this.#textAt(node, 'kind');
    const context = this.#enter(node, outer, kind);
    const { names } = context;
    if (isAppConfigOfValues(names)) return this.#add(node, context, {});
    if (names.at(-1) === 'pluginConfig') return this.#add(node, context, { isPluginConfig: true });
    if (kind !== undefined && objectKinds.has(kind) && isListed(context)) {
      this.objects.push({ node, kind });
    }
    if (kind === 'ConfigMap' || kind === 'Secret') return this.#visitFiles(node, context, kind);
    if (this.#isTemplateOfSecret(node, context)) {
      return this.#visitFiles(node, context, 'template');
    }
    const pointer = this.#pointerOf(node);
    if (this.#addSetKey(node, context, pointer)) return;
    for (const [name, { value }] of this.#nodes.entries(node).named) {
      if (name === 'pluginConfig' && this.#isDisabled(node)) continue;
      const next = below(context, name);
      const isPatched = pointer !== undefined && name === 'value';
      this.visit(value, isPatched ? { ...next, names: namesOf(pointer), isPatched } : next);
    }
  }

  /** What a mapping adds to what is known on the way. */
  #enter(node: YAMLMap, context: Context, kind: string | undefined): Context {
    const isObject = kind !== undefined && this.#textAt(node, 'apiVersion') !== undefined;
    const isConfig = kind === 'ConfigMap' || kind === 'Secret';
    const isRelease = context.names.at(-1) === 'backstage' && this.#valueAt(node, 'appConfig');
    const container = isObject || isConfig || isRelease ? node : context.container;
    const replaced = eitherOf(context.replaced, this.#findReplaced(node, kind));
    return { ...context, container, replaced };
  }

  /** The names of a template's parameters, and the keys of a resource that Argo CD Vault Plugin fills in. */
  #findReplaced(node: YAMLMap, kind: string | undefined): RegExp | undefined {
    if (kind === 'Template' && this.#valueAt(node, 'objects') !== undefined) {
      const parameters = this.#nodes.items(this.#valueAt(node, 'parameters'));
      const names = parameters.map(item => this.#textAt(item, 'name') ?? '');
      return parameterReferences(names);
    }
    const annotations = this.#valueAt(this.#valueAt(node, 'metadata'), 'annotations');
    const isForVault = this.#textAt(annotations, 'avp.kubernetes.io/path') !== undefined;
    return isForVault ? vaultKeys : undefined;
  }

  /** The files of a ConfigMap, of a Secret, or of the template of one. */
  #visitFiles(node: YAMLMap, context: Context, kind: 'ConfigMap' | 'Secret' | 'template'): void {
    for (const name of ['data', 'stringData', 'binaryData']) {
      const isEncoded = name === 'binaryData' || (kind === 'Secret' && name === 'data');
      const role = isEncoded ? 'encodedFile' : 'file';
      this.visitFilesOf(this.#valueAt(node, name), below(context, name), role);
    }
    const from = this.#valueAt(node, 'templateFrom');
    for (const [index, item] of this.#nodes.items(from).entries()) {
      const literal = this.#valueAt(item, 'literal');
      const at = below(below(below(context, 'templateFrom'), index), 'literal');
      if (isTextNode(literal)) this.#add(literal, at, { role: 'files' });
    }
  }

  /** The files that a mapping has, by their names. */
  visitFilesOf(data: Node | undefined, context: Context, role: TextRole): void {
    for (const [name, { value }] of this.#nodes.entries(data).named) {
      if (!fileName.test(name) || !isTextNode(value)) continue;
      this.#add(value, below(context, name), { role, dataKey: name });
    }
  }

  /** Templates of Secrets: `spec.target.template` of External Secrets, `spec.template` of Sealed Secrets. */
  #isTemplateOfSecret(node: YAMLMap, { names }: Context): boolean {
    const isTemplate =
      names.at(-1) === 'template' && /^(?:target|spec)$/.test(String(names.at(-2)));
    return isTemplate && ['data', 'templateFrom'].some(name => this.#valueAt(node, name));
  }

  /** The names that a JSON patch (RFC 6902) is about, where a mapping is an operation of one. */
  #pointerOf(node: YAMLMap): SetName[] | undefined {
    const path = this.#textAt(node, 'op') === undefined ? undefined : this.#textAt(node, 'path');
    return path === undefined ? undefined : readPointer(path);
  }

  /** Adds what a JSON patch or a Helm parameter of Argo CD sets below the root of an app-config. */
  #addSetKey(node: YAMLMap, context: Context, pointer: readonly SetName[] | undefined): boolean {
    const isParameter = context.names.at(-2) === 'parameters' && context.names.at(-3) === 'helm';
    const written = this.#valueAt(node, pointer === undefined ? 'name' : 'path');
    const value = this.#valueAt(node, 'value');
    if (!isTextNode(written) || value === undefined) return false;
    const whole = pointer ?? (isParameter ? readParameterName(written.value) : []);
    const path = namesOf(whole);
    const root = path.findIndex((_, index) => isAppConfigOfValues(path.slice(0, index + 1)));
    const names = root === -1 ? [] : whole.slice(root + 1);
    // One item of a list says nothing about the others.
    if (names.length === 0 || names.some(({ name }) => listItem.test(name))) return false;
    this.#add(value, below(context, 'value'), { setKey: { names, written } });
    return true;
  }

  /** A plugin is enabled unless it says otherwise, and `enabled` wins over `disabled`, as RHDH has it. */
  #isDisabled(plugin: YAMLMap): boolean {
    const enabled = this.#valueAt(plugin, 'enabled');
    if (isScalar(enabled) && typeof enabled.value === 'boolean') return !enabled.value;
    const disabled = this.#valueAt(plugin, 'disabled');
    return isScalar(disabled) && disabled.value === true;
  }

  #add(
    node: Node,
    { path, container, replaced }: Context,
    place: Omit<FoundPlace, 'path' | 'node'>,
  ): void {
    this.places.push({
      path,
      node,
      ...place,
      ...(container === undefined ? {} : { container }),
      ...(replaced === undefined ? {} : { replaced }),
    });
  }

  #valueAt(node: Node | undefined, name: string): Node | undefined {
    return this.#nodes.entries(node).named.get(name)?.value;
  }

  #textAt(node: Node | undefined, name: string): string | undefined {
    const value = this.#valueAt(node, name);
    return isTextNode(value) ? value.value : undefined;
  }
}

/** An item of a list, in a JSON pointer or a Helm parameter. */
const listItem = /^(?:-|\d+)$|\[/;

function namesOf(names: readonly SetName[]): string[] {
  return names.map(({ name }) => name);
}

function below(context: Context, name: string | number): Context {
  return { ...context, path: [...context.path, name], names: [...context.names, name] };
}

/** Whether a path leads to an object of a document, or of a list of objects in it. */
function isListed({ path }: Context): boolean {
  return (
    path.every(name => typeof name === 'number' || name === 'items' || name === 'objects') &&
    typeof path[0] !== 'number'
  );
}

/** Helm values of the Backstage chart, alone or below any name of a parent chart. */
function isAppConfigOfValues(names: Context['names']): boolean {
  return names.at(-1) === 'appConfig' && names.at(-2) === 'backstage';
}

const generatedFile = /^([^=\n]+\.ya?ml)=/;

/** What a text is, by the names that lead to it. */
function findText(
  value: string,
  { names, isPatched = false }: Context,
): Omit<FoundPlace, 'path' | 'node'> | undefined {
  const [first, second, third] = [names.at(-1), names.at(-2), names.at(-3)];
  if (isAppConfigOfValues(names)) return { role: 'file' };
  // The values of an Argo CD Application or of a HelmChart of K3s, and the patch of an ApplicationSet, as text.
  const isValues = (first === 'values' && second === 'helm') || first === 'valuesContent';
  if (isValues || first === 'templatePatch') return { role: 'document' };
  // Patches of kustomize that are written inline, not names of files.
  const isPatch = first === 'patch' && String(third).startsWith('patches');
  if ((isPatch || second === 'patchesStrategicMerge') && /[\n{[]/.test(value)) {
    return { role: 'document' };
  }
  // What a JSON patch sets in a ConfigMap or Secret.
  if (isPatched && names.length === 2 && /^(?:data|stringData)$/.test(String(second))) {
    return fileName.test(String(first)) ? { role: 'file', dataKey: String(first) } : undefined;
  }
  if (second === 'literals' && /^(?:configMap|secret)Generator$/.test(String(names.at(-4)))) {
    const dataKey = generatedFile.exec(value)?.[1];
    return dataKey === undefined ? undefined : { role: 'file', dataKey, start: dataKey.length + 1 };
  }
  return undefined;
}
