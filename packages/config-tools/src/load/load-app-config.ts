import type { Finding, SourceLocation } from '../finding.ts';
import { isRecord } from '../is-record.ts';
import type { AppConfigSource } from '../source/app-config-source.ts';
import type { AtPath } from '../source/at-path.ts';
import { describeNotUtf8, type TextFile } from '../source/decode-text.ts';
import { softenForTemplate } from '../source/helm-template.ts';
import { findWrongPaths } from '../source/places.ts';
import { readAppConfigSources } from '../source/read-sources.ts';
import { standardInput, standardInputName } from '../source/standard-input-name.ts';
import { describeYamlProblem } from '../source/yaml-problem.ts';
import type { ConfigNode } from './config-node.ts';
import type { FileReader } from './file-reader.ts';
import type { ShownSections } from './hide-sections.ts';
import { findIncludeKey } from './include-target.ts';
import { IncludedFiles } from './included-files.ts';
import { mergeConfig } from './merge.ts';
import { describeNoDefaultFile } from './no-default-file.ts';
import { type AppConfigOverlay, overlayNode, setsBoost } from './overlay.ts';
import { type ParsedText, parseAppConfig } from './parsed-text.ts';
import { RefusedConfig } from './refused-config.ts';
import { openId } from './resolve-include.ts';
import { resolveValue } from './resolve-values.ts';
import type { Environment } from './substitution.ts';
import type { Walk } from './walk.ts';

/** What to load. */
export interface LoadOptions extends ReadingOptions {
  /** The files, in the order in which they are merged, `-` for stdin; none for those that the reader has by default. */
  readonly files: readonly string[];
  /** Texts to take for files, by name, in place of what is on the disk. Default: none. */
  readonly texts?: ReadonlyMap<string, string>;
  /** Which sections matter: others may come out as null, which takes less time. Default: all. */
  readonly only?: ShownSections;
}

/** By what files are read. */
export interface ReadingOptions {
  /** Reads them, and the files that they name. */
  readonly reader: FileReader;
  /** The variables to fill in. */
  readonly env: Environment;
  /** Whether files outside the folder of the file that names them are read. */
  readonly allowOutside: boolean;
  /** Where app-configs are, in files that have one of these paths. Default: found by structure. */
  readonly at?: readonly AtPath[];
  /** Whether it is no mistake when no file has one of the paths. Default: false. */
  readonly isAtOptional?: boolean;
  /** What is merged over the files. Without a file to read by default, it is all that is read. Default: nothing. */
  readonly overlays?: readonly AppConfigOverlay[];
}

/** A text that was read. */
export interface LoadedText {
  /** The file as it was named. */
  readonly name: string;
  /** All of its text. */
  readonly text: string;
  /**
   * There when the text could not be made out, so that it is not known what stands below what in
   * it; of an `included` one, neither what all of it stands below.
   */
  readonly unread?: 'named' | 'included';
}

/** An app-config as Backstage would have it, and what was found while it was read. */
export interface LoadedAppConfig {
  /** The files as findings name them, or those that are read when none is named. */
  readonly names: readonly string[];
  /** Every text that was read, included files last. */
  readonly files: readonly LoadedText[];
  /** Each app-config by itself, in the order in which they are merged. */
  readonly layers: readonly ConfigNode[];
  /** All of them merged; undefined when they hold nothing. */
  readonly merged: ConfigNode | undefined;
  /** What was found, in the order of reading. */
  readonly findings: readonly Finding[];
  /** Whether Backstage refuses one of the files as a whole, so that `merged` means nothing. */
  readonly refused: boolean;
}

/**
 * Reads app-config files as Backstage's config-loader does: variables and other files filled in,
 * one file laid over the other. Each part of the result knows the place that set it.
 */
export async function loadAppConfig(options: LoadOptions): Promise<LoadedAppConfig> {
  const { reader, overlays = [] } = options;
  const isDefault = options.files.length === 0;
  const isOptional = isDefault && setsBoost(overlays);
  const names: string[] = [];
  const included = new IncludedFiles(reader.included);
  const files: LoadedText[] = [];
  const layers: ConfigNode[] = [];
  const findings: Finding[] = [];
  let refused = false;
  for (const written of isDefault ? reader.defaultFiles() : options.files) {
    const name = nameOf(written);
    const { text, notUtf8, problem, isMissing } = await readWritten(written, options);
    if (isOptional && isMissing) continue;
    names.push(name);
    if (notUtf8 !== undefined) findings.push(describeNotUtf8(notUtf8, { isRefused: false }));
    if (text === undefined) {
      findings.push(isMissing && isDefault ? describeNoDefaultFile(problem) : problem);
      refused = true;
      continue;
    }
    const loaded = loadText(name, text, included, options);
    files.push(loaded.refused ? { name, text, unread: 'named' } : { name, text });
    findings.push(...loaded.findings);
    layers.push(...loaded.layers);
    refused ||= loaded.refused;
  }
  for (const { source, isParsed } of included.sources) {
    const { file: name, text } = source;
    if (files.some(file => file.name === name)) continue;
    files.push(isParsed ? { name, text } : { name, text, unread: 'included' });
  }
  layers.push(...overlays.map(overlayNode));
  const wrongPaths =
    refused || options.isAtOptional === true ? [] : findWrongPaths(options.at ?? [], files);
  findings.push(...wrongPaths);
  refused ||= wrongPaths.length > 0;
  return {
    names,
    files,
    layers,
    merged: mergeLayers(layers),
    findings,
    refused,
  };
}

/**
 * Loads the same files from the texts that were read, because standard input can be read only once.
 *
 * @param only - the sections that matter; all of them without it
 */
export async function reloadAppConfig(
  { names, files }: LoadedAppConfig,
  options: ReadingOptions,
  only?: ShownSections,
): Promise<LoadedAppConfig> {
  const read = new Map(files.map(({ name, text }) => [name, text]));
  const texts = new Map(names.map(name => [name, read.get(name) ?? '']));
  const sections = only === undefined ? {} : { only };
  return loadAppConfig({ files: names, texts, ...sections, ...options });
}

function nameOf(written: string): string {
  return written === standardInput ? standardInputName : written;
}

/** Loads each app-config in a text. */
function loadText(
  name: string,
  text: string,
  included: IncludedFiles,
  options: LoadOptions,
): Pick<LoadedAppConfig, 'layers' | 'findings' | 'refused'> {
  const { sources, note, problem } = readAppConfigSources(name, text, options.at);
  if (sources === undefined) return { layers: [], ...refuse(problem, text) };
  if (note !== undefined) return { layers: [], findings: [note], refused: false };
  const loaded = sources.map(source => loadLayer(source, included, options));
  return {
    layers: loaded.flatMap(({ node }) => node ?? []),
    findings: loaded.flatMap(({ findings }) => findings),
    refused: loaded.some(({ refused }) => refused),
  };
}

async function readWritten(written: string, { reader, texts }: LoadOptions): Promise<TextFile> {
  const text = texts?.get(written);
  return text === undefined ? reader.readNamed(written) : { text };
}

/** Lays each layer over those before; what a whole layer holds may be unknown, and so is all then. */
function mergeLayers(layers: readonly ConfigNode[]): ConfigNode | undefined {
  const unknown = layers.find(layer => layer.kind === 'unknown');
  if (unknown !== undefined) return unknown;
  return layers.reduce<ConfigNode | undefined>(
    (earlier, later) => mergeConfig(later, earlier),
    undefined,
  );
}

interface Layer {
  readonly node: ConfigNode | undefined;
  readonly findings: readonly Finding[];
  readonly refused: boolean;
}

function loadLayer(source: AppConfigSource, included: IncludedFiles, options: LoadOptions): Layer {
  const { parsed, problem } = parseAppConfig(source, options.only);
  if (parsed === undefined) return { node: undefined, ...refuse(problem, source.text) };
  if (parsed.value === null) return { node: undefined, findings: [], refused: false };
  try {
    let layer: Layer;
    // What is included is known only on the way: a pass that misses files is made once more.
    do layer = resolveLayer(parsed, included, options);
    while (included.readWanted());
    return layer;
  } catch (error) {
    if (!(error instanceof RefusedConfig)) throw error;
    const finding = { ...error.finding, location: locateStart(source) };
    return { node: undefined, findings: [finding], refused: true };
  }
}

/** Refuses a text, unless it is a template that is not about Boost. */
function refuse(problem: Finding, text: string): Pick<Layer, 'findings' | 'refused'> {
  const finding = softenForTemplate(problem, text);
  return { findings: [finding], refused: finding.severity === 'error' };
}

function locateStart(source: AppConfigSource): SourceLocation {
  const [start = 0] = source.part?.node.range ?? [];
  return source.locate(start, start);
}

/** An app-config of which more is elsewhere: what it does not set is not known to be missing. */
function overUnknown(node: ConfigNode): ConfigNode | undefined {
  const { place } = node;
  return mergeConfig(node, { kind: 'unknown', place, variables: [], literal: false });
}

function resolveLayer(parsed: ParsedText, included: IncludedFiles, options: LoadOptions): Layer {
  const { source, value, root } = parsed;
  const { reader } = options;
  const path = reader.pathOf(source.file);
  const walk: Walk = {
    environment: options.env,
    allowOutside: options.allowOutside,
    included,
    findings: [],
    values: 0,
    includes: 0,
  };
  const scope = {
    text: parsed,
    directory: reader.included?.directoryOf(path) ?? '',
    open: [openId(path, [])],
  };
  const start = { source, start: 0, end: 0 };
  const node = resolveValue(walk, scope, { value, node: root, around: start });
  // What is not known may be a mapping only where it would be included: a variable or a file is text.
  const isIncluded = isRecord(value) && findIncludeKey(value) === '$include';
  const mayBeMapping = node?.kind === 'unknown' && isIncluded && !node.isText;
  if (node?.kind === 'mapping' || mayBeMapping) {
    if (source.isPartial)
      return { node: overUnknown(node), findings: walk.findings, refused: false };
    return { node, findings: walk.findings, refused: false };
  }
  const finding = describeYamlProblem('no_mapping', locateStart(source));
  return { node: undefined, findings: [...walk.findings, finding], refused: true };
}
