import type { FieldTableEntry } from '@rhdh-boost/config-schema/artefacts';
import { compareDefinitions } from './compare-definitions.ts';
import { compareSchemas } from './compare-schemas.ts';
import { isBreaking, type RuledChange } from './compat-change.ts';
import { hasCode } from './definition-parts.ts';
import { sameJson } from './same-json.ts';

type Value = Pick<FieldTableEntry, 'schema' | 'definition'>;

/**
 * The changes of what a field accepts. Schemas say what changed, in the words of a reader;
 * definitions say what schemas do not show. Tables of earlier releases have schemas alone.
 */
export function compareValues(before: Value, after: Value): RuledChange[] {
  const changes = compareSchemas(before.schema, after.schema);
  const [from, to] = [before.definition, after.definition];
  if (from === undefined || to === undefined || sameJson(from, to)) return changes;
  const doubts = compareDefinitions(from, to);
  if (doubts.length > 0) {
    return [...changes, ...(changes.some(isBreaking) ? doubts.filter(isBreaking) : doubts)];
  }
  // What code checks is described in the schema alone.
  const kept = hasCode([from, to]) ? changes : changes.filter(change => !isBreaking(change));
  return kept.length > 0
    ? kept
    : [{ rule: 'definition-widened', description: 'accepts what it accepted, and maybe more' }];
}
