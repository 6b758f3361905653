import { describe, expect, it } from 'vitest';
import { changeOf } from './compat-change.ts';
import type { CompatRuleName } from './compat-rules.ts';
import { wantedSteps } from './wanted-steps.ts';

const stepsOf = (...rules: CompatRuleName[]) =>
  wantedSteps(rules.map(rule => changeOf('boost.a', { rule, description: 'changed' })));

describe('wantedSteps', () => {
  it.each([
    [['field-added', 'field-removed', 'since-changed'], 'minor', 'major'],
    [['field-added', 'since-changed'], 'patch', 'minor'],
    [['since-changed'], 'patch', 'patch'],
  ] as const)(
    '%j want %s before 1.0 and %s from then on [configuration-compatibility/Wanted version step is reported]',
    (rules, beforeOne, fromOne) => {
      expect(stepsOf(...rules)).toEqual({ beforeOne, fromOne });
    },
  );

  it('wants nothing when nothing changed [configuration-compatibility/Wanted version step is reported]', () => {
    expect(stepsOf()).toBeUndefined();
  });
});
