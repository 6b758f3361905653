import type { FieldLeaf, FieldSection } from '../field-tree.ts';
import { isRequired } from '../required.ts';

/** How one kind of type declaration writes what is in the tree of fields. */
export interface MemberStyle {
  /** Writes a name as it stands before its type. */
  readonly name: (name: string) => string;
  /** Writes what stands above a field or section, indented. */
  readonly comment: (child: FieldLeaf | FieldSection, indent: string) => string[];
  /** Writes the type of a field. */
  readonly type: (field: FieldLeaf) => string;
}

/** Writes what a section holds as members of a type, each on lines of its own. */
export function* writeMembers(
  section: FieldSection,
  style: MemberStyle,
  indent = '  ',
): Generator<string> {
  for (const [name, child] of section.children) {
    // At the root the section may be missing as a whole, whatever it requires.
    const mark = section.key === '' || !isRequired(child) ? '?' : '';
    const head = `${indent}${style.name(name)}${mark}:`;
    yield* style.comment(child, indent);
    if (child.kind === 'field') yield writeMember(head, style.type(child), indent);
    else {
      yield `${head} {`;
      yield* writeMembers(child, style, `${indent}  `);
      yield `${indent}};`;
    }
  }
}

const longestLine = 100;
const choices = /^(?:'[^']*'|\w+)(?: \| (?:'[^']*'|\w+))+$/;

/** Writes a member with its type: a choice that is too long for a line with each alternative on a line of its own. */
export function writeMember(head: string, type: string, indent: string): string {
  const line = `${head} ${type};`;
  if (line.length <= longestLine || !choices.test(type)) return line;
  return `${[head, ...type.split(' | ').map(each => `${indent}  | ${each}`)].join('\n')};`;
}
