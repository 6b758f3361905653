import { isDeepStrictEqual } from 'node:util';
import { Document } from 'yaml';
import type { AppConfigSource } from '../source/app-config-source.ts';
import { parseAppConfigYaml } from '../source/parse-yaml.ts';
import { readAppConfigSources } from '../source/read-sources.ts';
import { commentsAfter, findComments } from './comments.ts';
import { type EditTarget, type Obstacle, refuse, refuseUneditable } from './edit-target.ts';
import { isSameButOneText } from './same-outside.ts';
import { applyEdits, type TextEdit } from './text-edit.ts';

/** An edit, and what it is meant to come to. */
export interface IntendedEdit {
  /** The key that it is about, for a refusal. */
  readonly path: string;
  /** What stands there, for a refusal. */
  readonly at?: Obstacle['at'];
  /** The edits. */
  readonly edits: readonly TextEdit[];
  /** The value that the app-config must have afterwards. */
  readonly expected: unknown;
}

/**
 * One app-config of a file while it is edited, one change after the other. Each change is read
 * back: unless the app-config then has exactly the value that was meant and all other comments, and
 * whatever else is in the file is what it was, it is refused.
 */
export class EditSession {
  #outer: string;
  #target: EditTarget;
  readonly #index: number;

  /**
   * Begins.
   *
   * @param outer - the whole text of the file
   * @param target - the app-config in it, as it was read
   * @param index - which of the file's app-configs it is, from 0
   */
  constructor(outer: string, target: EditTarget, index: number) {
    this.#outer = outer;
    this.#target = target;
    this.#index = index;
  }

  /** The whole text of the file by now. */
  get outer(): string {
    return this.#outer;
  }

  /** The app-config by now. */
  get target(): EditTarget {
    return this.#target;
  }

  /**
   * Makes a change.
   *
   * @throws MigrationRefusal when it does not come to what was meant
   */
  commit({ path, at, edits, expected }: IntendedEdit): void {
    const before = this.#target;
    refuseUneditable(before, path, at);
    const outer = applyEdits(this.#outer, before.source, edits);
    const after = readTarget(before.source.file, outer, this.#index);
    const isRight =
      after !== undefined &&
      isDeepStrictEqual(after.target.value, expected) &&
      isDeepStrictEqual(
        findComments(after.target.source.text).map(comment => comment.text),
        commentsAfter(before.source.text, edits),
      );
    if (!isRight) {
      return refuse(before, {
        path,
        reason: 'an edit of it would change something else',
        hint: 'Write the section as indented keys, one per line, then run the command again.',
        at,
      });
    }
    if (before.source.deployment !== undefined && !isSameButOneText(this.#outer, outer)) {
      return refuse(before, {
        path,
        reason: 'an alias elsewhere in the file repeats the app-config and would change too',
        hint: 'Replace the alias with the text, then run the command again.',
        at,
      });
    }
    this.#outer = outer;
    this.#target = after.target;
  }
}

function readTarget(
  file: string,
  outer: string,
  index: number,
): { readonly target: EditTarget } | undefined {
  const source = readAppConfigSources(file, outer).sources?.[index];
  const target = source === undefined ? undefined : parseTarget(source).target;
  return target === undefined ? undefined : { target };
}

/** Reads an app-config so that it can be edited, or says why it cannot be read. */
export function parseTarget(source: AppConfigSource):
  | { readonly target: EditTarget; readonly problem?: undefined }
  | {
      readonly target?: undefined;
      readonly problem: NonNullable<ReturnType<typeof parseAppConfigYaml>['problem']>;
    } {
  if (source.part !== undefined) {
    const { node, value } = source.part;
    const document = new Document();
    document.contents = node;
    return { target: { source, document, value } };
  }
  const reading = parseAppConfigYaml(source, { keepSourceTokens: true });
  if (reading.problem !== undefined) return { problem: reading.problem };
  return { target: { source, document: reading.document, value: reading.value } };
}
