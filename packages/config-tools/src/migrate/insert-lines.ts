import type { Pair, YAMLMap } from 'yaml';
import { type EditTarget, refuse, refuseRepeated } from './edit-target.ts';
import { findKeyLines } from './key-lines.ts';
import { followPath, type WrittenPath } from './locate-key.ts';
import type { KeyPath } from './plain-value.ts';
import type { TextEdit } from './text-edit.ts';
import { edgesOf, isFlow } from './token-range.ts';
import { writeScalar } from './written-scalar.ts';

/** What to write for a key, for each of the two styles of mappings. */
export interface KeyText {
  /** Its lines from the key on, and its comments before; the first column is that of the key. */
  readonly block: readonly string[];
  /** `name: value` in one line, for braces; undefined when it cannot be written so. */
  readonly flow: string | undefined;
}

/** Where a key is missing, and how far its path is written. */
interface Gap {
  readonly path: KeyPath;
  readonly written: WrittenPath;
  /** The innermost mapping of the path that is written. */
  readonly mapping: YAMLMap;
  /** Its last pair. */
  readonly last: Pair;
}

/** Writes a key at the end of its section; sections that are missing are written, too. */
export function insertKey(target: EditTarget, path: KeyPath, text: KeyText): TextEdit {
  const gap = findGap(target, path);
  refuseRepeated(target, path.join('.'), gap.written.mappings);
  return isFlow(gap.mapping) ? insertInFlow(target, gap, text) : insertInBlock(target, gap, text);
}

function findGap(target: EditTarget, path: KeyPath): Gap {
  const written = followPath(target.document, path);
  const mapping = written.mappings.at(-1);
  const last = mapping?.items.at(-1);
  if (written.obstacle !== undefined || mapping === undefined || last === undefined) {
    return refuse(target, {
      path: path.join('.'),
      reason: 'its section is not written in this file',
      hint: 'Write the section as keys on separate lines, then run the command again.',
      at: written.obstacle ?? mapping,
    });
  }
  return { path, written, mapping, last };
}

function insertInBlock(target: EditTarget, gap: Gap, { block }: KeyText): TextEdit {
  const { text } = target.source;
  const { path, written, last } = gap;
  const lines = findKeyLines(text, edgesOf(last));
  if (lines === undefined) return refuseNotInLines(target, gap);
  const step = stepOf(text, written.mappings, lines.indentation.length);
  const sections = path.slice(written.pairs.length, -1);
  const added = [
    ...sections.map((name, index) => `${step.repeat(index)}${writeScalar(name, 'plain', false)}:`),
    ...block.map(line => (line === '' ? line : step.repeat(sections.length) + line)),
  ].map(line => (line === '' ? '\n' : `${lines.indentation}${line}\n`));
  return { start: lines.end, end: lines.end, text: added.join('') };
}

/** How many more spaces a section's keys have than the section itself, as this text has it. */
function stepOf(text: string, mappings: readonly YAMLMap[], indentation: number): string {
  const outer = mappings.at(-2)?.items[0];
  const lines = outer === undefined ? undefined : findKeyLines(text, edgesOf(outer));
  return lines === undefined ? '  ' : ' '.repeat(indentation - lines.indentation.length);
}

function insertInFlow(target: EditTarget, gap: Gap, { flow }: KeyText): TextEdit {
  const { path, written, last } = gap;
  if (flow === undefined) return refuseNotInLines(target, gap);
  const sections = path.slice(written.pairs.length, -1);
  const open = sections.map(name => `${writeScalar(name, 'plain', true)}: { `).join('');
  const { end } = edgesOf(last);
  return { start: end, end, text: `, ${open}${flow}${' }'.repeat(sections.length)}` };
}

function refuseNotInLines(target: EditTarget, { path, mapping }: Gap): never {
  return refuse(target, {
    path: path.join('.'),
    reason: 'no key can be added to its section as it is written',
    hint: 'Write the section as keys on separate lines, then run the command again.',
    at: mapping,
  });
}
