import { type EditTarget, refuse, refuseUneditable } from './edit-target.ts';
import { followPath, type LocatedKey, locateKey } from './locate-key.ts';
import type { KeyPath } from './plain-value.ts';

/** A key that is set but not written out comes from an alias or a merge. */
export function locateOrRefuse(target: EditTarget, path: KeyPath): LocatedKey {
  const located = locateKey(target.document, path);
  if (located !== undefined) {
    // What is a part of a document has no tokens to edit by.
    if (target.source.part !== undefined) refuseUneditable(target, path.join('.'), located.mapping);
    return located;
  }
  const written = followPath(target.document, path);
  return refuse(target, {
    path: path.join('.'),
    reason: 'it comes from an alias or a merge key',
    hint: 'Replace the alias with the section, then run the command again.',
    at: written.obstacle ?? written.mappings.at(-1),
  });
}
