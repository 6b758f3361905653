import { nearestName } from '@rhdh-boost/internal/nearest-name';
import type { ConfigFieldMeta, ConfigScope, ConfigVisibility } from './field.ts';
import { isMapping } from './mapping.ts';

const scopes: Readonly<Record<ConfigScope, true>> = {
  'yaml-only': true,
  'db-overridable': true,
  'db-only': true,
};
const visibilities: Readonly<Record<ConfigVisibility, true>> = {
  frontend: true,
  backend: true,
  secret: true,
};

/** What each property of a field must be, with the words for what it is not. */
const properties: Readonly<
  Record<keyof ConfigFieldMeta, [isRight: (value: unknown) => boolean, mistake: string]>
> = {
  schema: [() => true, ''],
  configScope: [isOneOf(scopes), `has none of the scopes ${Object.keys(scopes).join(', ')}`],
  description: [value => typeof value === 'string', 'has no description'],
  visibility: [
    isOneOf(visibilities),
    `has none of the visibilities ${Object.keys(visibilities).join(', ')}`,
  ],
  sensitive: [
    orNothing(value => typeof value === 'boolean'),
    'has a sensitive that is neither true nor false',
  ],
  defaultValue: [() => true, ''],
  since: [() => true, ''],
  deprecated: [
    orNothing(value => isMapping(value) && typeof value['message'] === 'string'),
    'is deprecated without a message',
  ],
  examples: [orNothing(Array.isArray), 'has examples that are not a list'],
  rules: [
    orNothing(value => Array.isArray(value) && value.every(isPhrase)),
    'has rules that are not a list of phrases',
  ],
  replacedValues: [orNothing(isMapping), 'has replacedValues that are not a mapping'],
};

/** What is wrong with what a module in JavaScript, or a slip of the finger, gave as a field. */
export function findShapeMistakes(field: unknown): string[] {
  if (!isMapping(field))
    return ['is not a field: it must be an object with schema, configScope, …'];
  const unknown = Object.keys(field).filter(name => !Object.hasOwn(properties, name));
  return [
    ...unknown.map(describeUnknown),
    ...Object.entries(properties)
      .filter(([name, [isRight]]) => !isRight(field[name]))
      .map(([, [, mistake]]) => mistake),
  ];
}

function describeUnknown(name: string): string {
  const near = nearestName(name, Object.keys(properties));
  const suggestion = near === undefined ? 'take it out' : `did you mean ${near}`;
  return `has ${name}, which no field has: ${suggestion}`;
}

function isOneOf(names: object): (value: unknown) => boolean {
  return value => typeof value === 'string' && Object.hasOwn(names, value);
}

function isPhrase(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '';
}

function orNothing(isRight: (value: unknown) => boolean): (value: unknown) => boolean {
  return value => value === undefined || isRight(value);
}
