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
  configScope: [isOneOf(scopes), `needs configScope, one of ${Object.keys(scopes).join(', ')}`],
  description: [
    value => typeof value === 'string',
    'has no description: write what the value does',
  ],
  visibility: [
    isOneOf(visibilities),
    `needs visibility, one of ${Object.keys(visibilities).join(', ')}`,
  ],
  sensitive: [
    orNothing(value => typeof value === 'boolean'),
    'has a wrong value of sensitive: write true or false',
  ],
  defaultValue: [() => true, ''],
  since: [() => true, ''],
  deprecated: [
    orNothing(value => isMapping(value) && typeof value['message'] === 'string'),
    'is deprecated without a message: write deprecated.message',
  ],
  examples: [orNothing(Array.isArray), 'has examples that are not a list: write [example]'],
  rules: [
    orNothing(value => Array.isArray(value) && value.every(isPhrase)),
    'has rules that are not a list of phrases: write ["is …"]',
  ],
  replacedValues: [
    orNothing(isMapping),
    'has replacedValues that is not an object: write each value with its replacement',
  ],
};

/** What is wrong with what a module in JavaScript, or a slip of the finger, gave as a field. */
export function findShapeMistakes(field: unknown): string[] {
  if (!isMapping(field))
    return [
      'is not a field: write an object with schema, configScope, description, visibility and since',
    ];
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
  const suggestion = near === undefined ? 'remove it' : `write ${near} instead`;
  return `has the unknown property ${name}: ${suggestion}`;
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
