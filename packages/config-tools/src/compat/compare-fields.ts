import type { FieldTableEntry } from '@rhdh-boost/config-schema/artefacts';
import { compareValues } from './compare-values.ts';
import type { RuledChange } from './compat-change.ts';
import type { CompatRuleName } from './compat-rules.ts';
import { sameJson } from './same-json.ts';

type FieldScope = FieldTableEntry['scope'];
type FieldVisibility = FieldTableEntry['visibility'];

/** Where a value of each scope may come from. */
const sources: Readonly<Record<FieldScope, readonly string[]>> = {
  'yaml-only': ['app-config'],
  'db-overridable': ['app-config', 'the database'],
  'db-only': ['the database'],
};

/** The changes of one field. */
export function compareFields(before: FieldTableEntry, after: FieldTableEntry): RuledChange[] {
  return [
    ...compareRequired(before.required === true, after.required === true),
    ...compareValues(before, after),
    ...compareRules(before, after),
    ...compareScope(before.scope, after.scope),
    ...compareVisibility(before.visibility, after.visibility),
    ...compareSensitivity(before.sensitive === true, after.sensitive === true),
    ...compareDefault(before, after),
    ...compareWords(before, after),
  ];
}

function compareRequired(before: boolean, after: boolean): RuledChange[] {
  if (before === after) return [];
  return after
    ? [{ rule: 'became-required', description: 'must be set' }]
    : [{ rule: 'became-optional', description: 'may be left out' }];
}

/** What is code in both tables cannot be compared; the report says so. */
function compareRules(before: FieldTableEntry, after: FieldTableEntry): RuledChange[] {
  const from = rulesOf(before);
  const to = rulesOf(after);
  return [
    ...to
      .filter(rule => !from.includes(rule))
      .map((rule): RuledChange => ({ rule: 'rule-added', description: `must hold now: ${rule}` })),
    ...from
      .filter(rule => !to.includes(rule))
      .map(
        (rule): RuledChange => ({ rule: 'rule-dropped', description: `need not hold: ${rule}` }),
      ),
  ];
}

function rulesOf({ rules = [], opaque }: FieldTableEntry): readonly string[] {
  return opaque === true ? [...rules, 'what its code says, which no rule describes'] : rules;
}

function compareScope(before: FieldScope, after: FieldScope): RuledChange[] {
  if (before === after) return [];
  const lost = sources[before].filter(source => !sources[after].includes(source));
  const scopes = `was ${before}, is ${after}`;
  return lost.length > 0
    ? [
        {
          rule: 'scope-narrowed',
          description: `${scopes}: it can no longer be set in ${lost.join(' or ')}`,
        },
      ]
    : [{ rule: 'scope-widened', description: scopes }];
}

function compareVisibility(before: FieldVisibility, after: FieldVisibility): RuledChange[] {
  return before === after
    ? []
    : [{ rule: visibilityRule(before, after), description: `was ${before}, is ${after}` }];
}

function visibilityRule(before: FieldVisibility, after: FieldVisibility): CompatRuleName {
  if (after === 'frontend') return 'visibility-to-frontend';
  if (before === 'frontend') return 'visibility-from-frontend';
  return after === 'secret' ? 'visibility-to-secret' : 'visibility-from-secret';
}

function compareSensitivity(before: boolean, after: boolean): RuledChange[] {
  if (before === after) return [];
  return after
    ? [{ rule: 'became-sensitive', description: 'is now sensitive' }]
    : [{ rule: 'no-longer-sensitive', description: 'is no longer sensitive' }];
}

function compareDefault(before: FieldTableEntry, after: FieldTableEntry): RuledChange[] {
  if (sameJson(before.default, after.default)) return [];
  const hidden = before.sensitive === true || after.sensitive === true;
  const [from, to] = [before.default, after.default].map(value => {
    if (value === undefined) return 'none';
    return hidden ? 'hidden, since the field is sensitive' : JSON.stringify(value);
  });
  return [{ rule: 'default-changed', description: `default was ${from}, is ${to}` }];
}

function compareWords(before: FieldTableEntry, after: FieldTableEntry): RuledChange[] {
  const changes: RuledChange[] = [];
  if (before.description !== after.description) {
    changes.push({ rule: 'description-changed', description: 'has another description' });
  }
  if (before.since !== after.since) {
    changes.push({
      rule: 'since-changed',
      description: `was there since ${before.since}, is since ${after.since}`,
    });
  }
  if (!sameJson(before.deprecated, after.deprecated)) {
    changes.push({ rule: 'deprecation-changed', description: describeDeprecation(before, after) });
  }
  return changes;
}

function describeDeprecation(before: FieldTableEntry, after: FieldTableEntry): string {
  if (after.deprecated === undefined) return 'is no longer deprecated';
  return before.deprecated === undefined ? 'is now deprecated' : 'has another deprecation notice';
}
