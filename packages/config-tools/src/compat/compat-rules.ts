/**
 * The step that a change wants from version 1.0 on, as semantic versioning has it: `major` for
 * what breaks, `minor` for something new, `patch` for words.
 */
export type CompatLevel = 'major' | 'minor' | 'patch';

/**
 * What a change does to a configuration or a reader that was right before: it can be wrong now
 * (`breaking`), it stays right (`compatible`), or no table can tell, so that a person decides
 * (`potentially-breaking`).
 */
export type CompatKind = 'breaking' | 'potentially-breaking' | 'compatible';

/** Why a kind of change is breaking or compatible. */
export interface CompatRule {
  /** What a change by the rule does. */
  readonly kind: CompatKind;
  /** The step that it wants; `major` for whatever may break. */
  readonly level: CompatLevel;
  /** The reason, as a sentence. */
  readonly reason: string;
}

function breaking(reason: string): CompatRule {
  return { kind: 'breaking', level: 'major', reason };
}

function unclear(reason: string): CompatRule {
  return { kind: 'potentially-breaking', level: 'major', reason };
}

function addition(reason: string): CompatRule {
  return { kind: 'compatible', level: 'minor', reason };
}

function words(reason: string): CompatRule {
  return { kind: 'compatible', level: 'patch', reason };
}

/** The name of a rule; stable, for programs. */
export type CompatRuleName =
  | 'field-removed'
  | 'field-removed-with-migration'
  | 'field-renamed'
  | 'renames-collide'
  | 'values-led-away'
  | 'migration-dropped'
  | 'value-migration-dropped'
  | 'version-lowered'
  | 'version-key-changed'
  | 'field-added'
  | 'required-field-added'
  | 'became-required'
  | 'became-optional'
  | 'scope-narrowed'
  | 'scope-widened'
  | 'visibility-to-frontend'
  | 'visibility-from-frontend'
  | 'visibility-to-secret'
  | 'visibility-from-secret'
  | 'became-sensitive'
  | 'no-longer-sensitive'
  | 'default-changed'
  | 'type-narrowed'
  | 'type-widened'
  | 'enum-narrowed'
  | 'enum-widened'
  | 'bound-tightened'
  | 'bound-loosened'
  | 'pattern-changed'
  | 'pattern-dropped'
  | 'format-changed'
  | 'format-dropped'
  | 'property-removed'
  | 'property-added'
  | 'section-closed'
  | 'section-opened'
  | 'schema-changed'
  | 'conversion-changed'
  | 'definition-changed'
  | 'definition-widened'
  | 'rule-added'
  | 'rule-dropped'
  | 'description-changed'
  | 'since-changed'
  | 'deprecation-changed'
  | 'schema-words-changed';

/** Every rule by which a change is judged. */
export const compatRules: Readonly<Record<CompatRuleName, CompatRule>> = {
  'field-removed': breaking(
    'The key is now refused, and no migration removes it from the files and rows that have it.',
  ),
  'field-removed-with-migration': addition(
    'The migration removes the key from the files and rows that have it.',
  ),
  'field-renamed': addition('The migration gives the value its new key in files and rows.'),
  'renames-collide': breaking(
    'Where both keys are set, one value alone can have the new key: such a file is not migrated until a person has removed one, and such a row is moved aside.',
  ),
  'values-led-away': breaking(
    'The key can be set as before, and what was set in files and rows is no longer its value.',
  ),
  'migration-dropped': breaking(
    'A file or row of an earlier version still has the key, and no migration moves it any longer.',
  ),
  'value-migration-dropped': breaking(
    'A file or row of an earlier version still has the old value, which is refused or means something else.',
  ),
  'version-lowered': breaking(
    'Rows that were stored under the higher version are ahead of the code, which leaves them unused where they fail its check.',
  ),
  'version-key-changed': breaking(
    'What is stored below the section is then migrated from another version, or from none.',
  ),
  'field-added': addition('A configuration without it stays right.'),
  'required-field-added': breaking('Every configuration that does not set it is refused.'),
  'became-required': breaking('A configuration that leaves it out is refused.'),
  'became-optional': addition('A configuration that sets it stays right.'),
  'scope-narrowed': breaking('Values that were set where it can no longer be set are refused.'),
  'scope-widened': addition('Values that were set keep their place.'),
  'visibility-to-frontend': breaking(
    'The value of every installation now reaches the browser of everybody who opens the portal.',
  ),
  'visibility-from-frontend': breaking('Frontend code that reads it no longer gets a value.'),
  'visibility-to-secret': breaking(
    'Whoever reads it where a configuration is shown now sees <secret>.',
  ),
  'visibility-from-secret': breaking(
    'A value that was masked is now printed wherever a configuration is shown.',
  ),
  'became-sensitive': breaking(
    'Stored rows contain it in plain text, which is refused unless a migration lists the key in becameSensitive. Whoever reads it where a configuration is shown sees <secret>.',
  ),
  'no-longer-sensitive': breaking(
    'Stored rows contain it encrypted and must be rewritten, and a value that was kept secret is shown.',
  ),
  'default-changed': breaking('An installation that leaves it out behaves differently.'),
  'type-narrowed': breaking('Values of a type that was taken are refused.'),
  'type-widened': addition('Every value that was taken is still taken.'),
  'enum-narrowed': breaking('Values that were taken are refused.'),
  'enum-widened': addition('Every value that was taken is still taken.'),
  'bound-tightened': breaking('Values between the old bound and the new one are refused.'),
  'bound-loosened': addition('Every value within the old bound is within the new one.'),
  'pattern-changed': breaking(
    'Text that matched the old pattern may not match the new one; patterns cannot be compared.',
  ),
  'pattern-dropped': addition('Every text that matched is still taken.'),
  'format-changed': breaking('Text in the old format may not be in the new one.'),
  'format-dropped': addition('Every text in the format is still taken.'),
  'property-removed': breaking('A value with this property is refused.'),
  'property-added': addition('A value without this property stays right.'),
  'section-closed': breaking('A value with a property that is not listed is refused.'),
  'section-opened': addition('A value with the listed properties alone stays right.'),
  'schema-changed': breaking(
    'This keyword is not understood, so that values which were taken may be refused.',
  ),
  'conversion-changed': breaking(
    'A value that was converted, such as text from the environment, is refused or read as another value.',
  ),
  'definition-changed': unclear(
    'JSON Schema cannot express this part, so it is unknown whether each value is still accepted and read alike. Try the values that are in use, then confirm with --accept.',
  ),
  'definition-widened': addition(
    'Every value that the field accepted is still accepted, and read alike.',
  ),
  'rule-added': breaking(
    'A value that the schema takes may be refused by it; a rule in other words is another rule, since words cannot be compared.',
  ),
  'rule-dropped': addition('A value that met the rule is still taken.'),
  'description-changed': words('It judges no value.'),
  'since-changed': words('It judges no value.'),
  'deprecation-changed': words('The field works as before until it is removed.'),
  'schema-words-changed': words('They judge no value.'),
};
