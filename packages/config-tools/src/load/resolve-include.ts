import { isRecord } from '../is-record.ts';
import type { ConfigNode, Place, UnknownNode } from './config-node.ts';
import { type ConfigPath, describePath } from './config-path.ts';
import type { IncludedFileReader } from './file-reader.ts';
import { describeIncludeProblem, type IncludeProblem, isShownPath } from './include-problem.ts';
import { type IncludeKey, parseIncludeTarget } from './include-target.ts';
import { holdsVariable, readVariable, substituteVariables } from './substitution.ts';
import { type LocatedValue, placeOf, type Scope, type Walk } from './walk.ts';

/** What stands where a value is taken from elsewhere. */
export type Inclusion =
  /** The value, or undefined when the key is left out. */
  | { readonly kind: 'value'; readonly node: ConfigNode | undefined }
  /** The contents of another file, or of a part of it, whose own values are yet to be resolved. */
  | { readonly kind: 'contents'; readonly scope: Scope; readonly located: LocatedValue };

/** A mapping with one of the keys by which a value is taken from elsewhere. */
export interface IncludeMapping {
  /** The mapping. */
  readonly mapping: Readonly<Record<string, unknown>>;
  /** Where it stands. */
  readonly located: LocatedValue;
  /** The first such key in it. */
  readonly key: IncludeKey;
  /** The path that the value is for; undefined when it is for the whole configuration. */
  readonly path: ConfigPath | undefined;
}

/** Takes a value from a variable or from another file, as Backstage does. */
export function resolveInclude(walk: Walk, scope: Scope, include: IncludeMapping): Inclusion {
  const { mapping, located, key, path } = include;
  const names = scope.text.nodes.entries(located.node).named.get(key);
  const keyPlace = placeOf(scope, names?.key, located.around);
  const place = placeOf(scope, names?.value, keyPlace);
  const around = placeOf(scope, located.node, located.around);
  const reject = (problem: IncludeProblem, { at = place, file }: Rejection = {}) => {
    if (outsideProblems.has(problem) && !mattersToBoost(path)) {
      return { kind: 'value', node: unknown(around) } as const;
    }
    walk.findings.push({
      ...describeIncludeProblem(problem, file),
      ...describePath(path),
      location: at.source.locate(at.start, at.end),
    });
    return { kind: 'value', node: unknown(around) } as const;
  };

  if (Object.keys(mapping).length !== 1) return reject('include_neighbours', { at: keyPlace });
  const written = mapping[key];
  if (typeof written !== 'string') return reject('include_not_text');
  const name = substituteVariables(written, walk.environment);
  if (name.kind === 'absent') return reject('include_empty');
  if (name.kind === 'unset') return { kind: 'value', node: unknown(place, name.variables) };
  if (key === '$env') return readEnv(walk, name.text, !holdsVariable(written), place);
  const files = walk.included.reader;
  if (files === undefined) return reject(key === '$file' ? 'file_unread' : 'include_unread');
  const reading = { walk, scope, files, reject, place };
  if (key === '$file') return readFile(reading, name.text);
  // What a variable filled in is a value: the name is shown as it is written, unless it is surely a path.
  const { file } = parseIncludeTarget(name.text);
  const shown = holdsVariable(written) && !isShownPath(file) ? written : undefined;
  return readInclude(reading, { text: name.text, shown });
}

interface Rejection {
  readonly at?: Place;
  readonly file?: string | undefined;
}

type Reject = (problem: IncludeProblem, rejection?: Rejection) => Inclusion;

/** What reading a file needs to know. */
interface Reading {
  readonly walk: Walk;
  readonly scope: Scope;
  readonly files: IncludedFileReader;
  readonly reject: Reject;
  readonly place: Place;
}

/** What Backstage reads, and the check does not. */
const outsideProblems: ReadonlySet<IncludeProblem> = new Set(['include_outside', 'file_outside']);

/** Whether a value can be a part of the section that is checked. */
function mattersToBoost(path: ConfigPath | undefined): boolean {
  let first = path;
  while (first?.parent !== undefined) first = first.parent;
  return first === undefined || first.segment === undefined || first.segment === 'boost';
}

function readEnv(walk: Walk, name: string, isWritten: boolean, place: Place): Inclusion {
  const value = readVariable(walk.environment, name);
  if (value === undefined) {
    return { kind: 'value', node: unknown(place, [isWritten ? name : undefined]) };
  }
  return { kind: 'value', node: { kind: 'value', place, value, literal: false } };
}

function readFile({ walk, scope, files, reject, place }: Reading, written: string): Inclusion {
  const target = files.locate(written, scope.directory, scope.text.source.file);
  const shown = { file: isShownPath(written) ? target.file : undefined };
  if (target.outside && !target.absolute && !walk.allowOutside)
    return reject('file_outside', shown);
  const file = walk.included.text(target);
  if (file === undefined) return { kind: 'value', node: unknown(place) };
  if (file.text === undefined)
    return reject(file.isMissing ? 'file_missing' : 'file_unreadable', shown);
  // Only the end is trimmed, and nothing is filled in.
  const value = file.text.trimEnd();
  const node = { kind: 'value', place, value, literal: false, isContent: true, ...shown } as const;
  return { kind: 'value', node };
}

function readInclude(
  { walk, scope, files, reject, place }: Reading,
  { text, shown }: { readonly text: string; readonly shown: string | undefined },
): Inclusion {
  const written = parseIncludeTarget(text);
  const target = files.locate(
    written.file,
    scope.directory,
    scope.text.source.file,
    shown === undefined ? undefined : parseIncludeTarget(shown).file,
  );
  const rejection = { file: isShownPath(written.file) ? target.file : undefined };
  if (written.format === undefined) return reject('include_format', rejection);
  if (target.outside && !walk.allowOutside) return reject('include_outside', rejection);
  const id = openId(target.path, written.fragment);
  if (scope.open.includes(id)) return reject('include_loop', rejection);
  const file = walk.included.text(target);
  if (file === undefined) return { kind: 'value', node: unknown(place) };
  if (file.text === undefined)
    return reject(file.isMissing ? 'include_missing' : 'include_unreadable', rejection);
  const { parsed, problem } = walk.included.parse(target, file.text, written.format);
  if (parsed === undefined) {
    walk.findings.push(problem);
    return { kind: 'value', node: unknown(place) };
  }
  const inner: Scope = {
    text: parsed,
    directory: files.directoryOf(target.path),
    open: [...scope.open, id],
  };
  const located = findFragment(inner, written.fragment, place);
  return located === undefined
    ? reject('include_fragment', rejection)
    : { kind: 'contents', scope: inner, located };
}

/** What names a file, or a part of one, among those that are being read. */
export function openId(path: string, fragment: readonly string[]): string {
  return `${path}#${fragment.join('.')}`;
}

function findFragment(
  scope: Scope,
  fragment: readonly string[],
  around: Place,
): LocatedValue | undefined {
  const { nodes, root, value } = scope.text;
  let found: LocatedValue = { value, node: root, around };
  for (const name of fragment) {
    if (!isRecord(found.value) || !Object.hasOwn(found.value, name)) return undefined;
    found = {
      value: found.value[name],
      node: nodes.entries(found.node).named.get(name)?.value,
      around: placeOf(scope, found.node, found.around),
    };
  }
  return found;
}

function unknown(place: Place, variables: UnknownNode['variables'] = []): UnknownNode {
  return { kind: 'unknown', place, variables, literal: false };
}
