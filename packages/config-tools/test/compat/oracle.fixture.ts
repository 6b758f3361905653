import { isDeepStrictEqual } from 'node:util';
import {
  type ConfigFieldMeta,
  type ConfigRegistry,
  type ConfigSchema,
  combineConfigFields,
  defineConfigFields,
  readConfigValue,
} from '@rhdh-boost/config-schema';
import { createFieldTable } from '@rhdh-boost/config-schema/artefacts';
import { compareFieldTables } from '../../src/compat/compare-field-tables.ts';
import { findOpaqueFields } from '../../src/compat/opaque-fields.ts';

const key = 'boost.acme.field';

/** A pair of schemas by what sampling shows, and what the comparison says. */
export interface JudgedPair {
  /** Whether a sampled value that was accepted is refused, or is read as another value. */
  readonly breaks: boolean;
  /** A value that shows it. */
  readonly witness?: unknown;
  /** How many values both schemas were asked about. */
  readonly samples: number;
  /** What the comparison of the tables says: `look` leaves the pair to a person. */
  readonly verdict: 'breaking' | 'look' | 'compatible';
  /** Its changes, for a failure to show. */
  readonly changes: readonly string[];
}

function registryOf(schema: ConfigSchema): ConfigRegistry {
  const field: ConfigFieldMeta = {
    schema,
    configScope: 'db-overridable',
    description: 'A field of a drawn pair.',
    visibility: 'backend',
    since: 1,
  };
  const set = defineConfigFields({ owner: '@acme/drawn', version: 1, fields: { [key]: field } });
  return combineConfigFields([set]);
}

/** Judges a pair by how configuration is read, and by the comparison of its tables. */
export function judgePair(
  before: ConfigSchema,
  after: ConfigSchema,
  samples: readonly unknown[],
): JudgedPair {
  const [from, to] = [registryOf(before), registryOf(after)];
  const witnesses = samples.filter(value => {
    const old = readConfigValue(key, value, from);
    if (old.problems !== undefined || old.unknownNames !== undefined) return false;
    const now = readConfigValue(key, value, to);
    return (
      now.problems !== undefined ||
      now.unknownNames !== undefined ||
      !isDeepStrictEqual(now.value, old.value)
    );
  });
  return {
    breaks: witnesses.length > 0,
    witness: witnesses[0],
    samples: samples.length,
    ...compareTables(from, to),
  };
}

function compareTables(
  from: ConfigRegistry,
  to: ConfigRegistry,
): Pick<JudgedPair, 'verdict' | 'changes'> {
  const [before, after] = [from, to].flatMap(({ sets }) => sets.map(createFieldTable));
  if (before === undefined || after === undefined) throw new Error('a registry has one set');
  const changes = compareFieldTables(before, after);
  const kinds = new Set(changes.map(({ kind }) => kind));
  const isOpaque = findOpaqueFields(before, after).length > 0;
  const look = kinds.has('potentially-breaking') || isOpaque ? 'look' : 'compatible';
  return {
    verdict: kinds.has('breaking') ? 'breaking' : look,
    changes: changes.map(({ rule, description }) => `${rule}: ${description}`),
  };
}
