import { statSync } from 'node:fs';
import { dirname, matchesGlob, normalize, relative, resolve } from 'node:path';
import { makePrintable } from '@rhdh-boost/internal/printable';
import { type Document, isMap, isNode, isScalar, isSeq, parseDocument } from 'yaml';
import { isFindingCode, isUnreadableCode, nearestCode } from '../codes.ts';
import type { Finding } from '../finding.ts';
import { createFileFrame } from '../source/app-config-source.ts';
import { describeNoPath, parseAtPath } from '../source/at-path.ts';
import { LineIndex } from '../source/line-index.ts';
import { readTextFile } from '../source/text-file.ts';
import { anyKeys, firstErrorOf } from '../source/yaml-error.ts';
import { describeYamlError } from '../source/yaml-problem.ts';
import { findSettingsProblems, type SettingsProblem } from './settings-problems.ts';
import { settingsSchema } from './settings-schema.ts';

/** Findings that the settings leave out. */
export interface IgnoreSetting {
  readonly code: string;
  readonly files: string;
  readonly reason: string;
}

/** What a `boost-config.yaml` says; names of files are relative to the folder of the command. */
export interface Settings {
  /** The file, as messages name it. */
  readonly file: string;
  readonly environments: ReadonlyMap<string, readonly string[]>;
  readonly fields: readonly string[];
  readonly ignore: readonly IgnoreSetting[];
  /** Whether a file, named from the folder of the command, is not checked in a folder, a pattern or by itself. */
  excludes(file: string): boolean;
  readonly maxWarnings?: number;
  readonly strictEnv?: boolean;
  readonly allowOutside?: boolean;
  readonly unknownKeys?: 'error' | 'warn';
  readonly at?: readonly string[];
  /** Whether a setting is about a finding. */
  covers(setting: IgnoreSetting, finding: Finding): boolean;
}

interface Written
  extends Pick<Settings, 'maxWarnings' | 'strictEnv' | 'allowOutside' | 'unknownKeys' | 'at'> {
  readonly environments?: Readonly<Record<string, readonly string[]>>;
  readonly fields?: readonly string[];
  readonly ignore?: readonly IgnoreSetting[];
  readonly exclude?: readonly string[];
}

/** Settings, or why they cannot be used: a line for each mistake. */
export type SettingsReading =
  | { readonly settings: Settings; readonly problem?: undefined }
  | { readonly settings?: undefined; readonly problem: string };

/**
 * Reads a settings file.
 *
 * @param path - where it is
 * @param cwd - the folder of the command
 */
export function readSettings(path: string, cwd: string): SettingsReading {
  const file = relative(cwd, path) || path;
  const { text, problem } = readTextFile(path, file);
  if (text === undefined) return { problem: `${file} ${problem.message}. ${problem.hint}` };
  const { document, problems } = parseSettings(file, text);
  if (problems.length > 0) return { problem: describeProblems(file, text, problems) };
  return { settings: resolveNames(document.toJS(), { path, file, cwd }) };
}

interface SettingsPlace {
  readonly path: string;
  readonly file: string;
  readonly cwd: string;
}

/** The settings with names as seen from the folder of the command. */
function resolveNames(written: Written, { path, file, cwd }: SettingsPlace): Settings {
  const folder = dirname(path);
  const toName = (name: string) => relative(cwd, resolve(folder, name)) || name;
  const { environments = {}, fields = [], ignore = [], exclude = [], ...limits } = written;
  const matches = (name: string, glob: string) =>
    matchesGlob(relative(folder, resolve(cwd, name)), normalize(glob));
  return {
    ...limits,
    file,
    environments: new Map(
      Object.entries(environments).map(([name, files]) => [name, files.map(toName)]),
    ),
    // What is no file is a package, unless it begins with a dot.
    fields: fields.map(module => {
      const absolute = resolve(folder, module);
      return module.startsWith('.') || isFile(absolute) ? absolute : module;
    }),
    ignore,
    covers: (setting, { code, location }) =>
      code === setting.code && location !== undefined && matches(location.file, setting.files),
    excludes: name => exclude.some(glob => matches(name, glob)),
  };
}

function parseSettings(
  file: string,
  text: string,
): { document: Document; problems: SettingsProblem[] } {
  const document = parseDocument(text, { ...anyKeys, prettyErrors: false, logLevel: 'error' });
  const { contents } = document;
  const error = firstErrorOf(document);
  if (error?.code === 'MULTIPLE_DOCS') {
    const message = 'The file has several documents. Keep one.';
    return { document, problems: [{ message, offset: error.pos[0] }] };
  }
  if (error !== undefined) {
    const frame = createFileFrame(file, text);
    const {
      path = 'The file',
      message,
      hint,
    } = describeYamlError(error, {
      document,
      text,
      locate: (start, end) => frame.locate(start, end),
    });
    return {
      document,
      problems: [{ message: `${path} ${message}. ${hint}`, offset: error.pos[0] }],
    };
  }
  return {
    document,
    problems: [
      ...findSettingsProblems(contents, settingsSchema),
      ...findUnknownCodes(contents),
      ...findWrongPaths(contents),
    ],
  };
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function findUnknownCodes(contents: unknown): SettingsProblem[] {
  const ignore = isMap(contents) ? contents.get('ignore') : undefined;
  if (!isSeq(ignore)) return [];
  return ignore.items.flatMap((item, index) => {
    if (!isMap(item)) return [];
    const code = item.get('code');
    const offset = offsetOf(item.get('code', true));
    if (typeof code !== 'string') return [];
    if (isUnreadableCode(code)) {
      const message = `ignore[${index}].code ${code} cannot be ignored: name the file in exclude instead.`;
      return [{ message, offset }];
    }
    if (isFindingCode(code)) return [];
    const nearest = nearestCode(code);
    const remedy =
      nearest === undefined ? 'Copy the code from a finding.' : `Did you mean ${nearest}?`;
    return [{ message: `ignore[${index}].code is not the code of a finding. ${remedy}`, offset }];
  });
}

function findWrongPaths(contents: unknown): SettingsProblem[] {
  const at = isMap(contents) ? contents.get('at') : undefined;
  if (!isSeq(at)) return [];
  return at.items.flatMap((item, index) => {
    const path = isScalar(item) ? item.value : undefined;
    if (typeof path !== 'string' || path === '' || parseAtPath(path) !== undefined) return [];
    return [{ message: `at[${index}]: ${describeNoPath(path)}`, offset: offsetOf(item) }];
  });
}

function offsetOf(node: unknown): number {
  return (isNode(node) ? node.range?.[0] : undefined) ?? 0;
}

function describeProblems(
  file: string,
  text: string,
  problems: readonly SettingsProblem[],
): string {
  const lines = new LineIndex(text);
  return problems
    .map(({ message, offset }) => {
      const { line, column } = lines.span(offset, offset);
      return makePrintable(`${file}:${line}:${column} ${message}`);
    })
    .join('\n');
}
