import { describe, expect, it } from 'vitest';
import { type CompatRule, compatRules } from './compat-rules.ts';

/** Every rule by the step that it wants. */
const levels = {
  major: [
    'field-removed',
    'renames-collide',
    'values-led-away',
    'migration-dropped',
    'value-migration-dropped',
    'version-lowered',
    'required-field-added',
    'became-required',
    'scope-narrowed',
    'visibility-to-frontend',
    'visibility-from-frontend',
    'visibility-to-secret',
    'visibility-from-secret',
    'became-sensitive',
    'no-longer-sensitive',
    'default-changed',
    'type-narrowed',
    'enum-narrowed',
    'bound-tightened',
    'pattern-changed',
    'format-changed',
    'property-removed',
    'section-closed',
    'schema-changed',
    'conversion-changed',
    'definition-changed',
    'version-key-changed',
    'rule-added',
  ],
  minor: [
    'field-removed-with-migration',
    'field-renamed',
    'field-added',
    'became-optional',
    'scope-widened',
    'type-widened',
    'enum-widened',
    'bound-loosened',
    'pattern-dropped',
    'format-dropped',
    'property-added',
    'section-opened',
    'definition-widened',
    'rule-dropped',
  ],
  patch: ['description-changed', 'since-changed', 'deprecation-changed', 'schema-words-changed'],
};

describe('compatRules', () => {
  const rules: [string, CompatRule][] = Object.entries(compatRules);

  it('has these rules alone, breaking where something stops to work [configuration-compatibility/Every change has a rule and a reason]', () => {
    for (const [level, names] of Object.entries(levels)) {
      expect(
        rules
          .filter(([, rule]) => rule.level === level)
          .map(([name]) => name)
          .sort(),
      ).toEqual(names.sort());
    }
  });

  it.each(rules)(
    '%s says why [configuration-compatibility/Every change has a rule and a reason]',
    (_, { reason }) => {
      expect(reason).toMatch(/^[A-Z].{15,}\.$/);
    },
  );
});
