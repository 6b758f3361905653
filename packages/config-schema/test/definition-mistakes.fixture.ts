import { type ConfigFieldSetDefinition, defineConfigFields } from '../src/define-config-fields.ts';
import type { ConfigFieldMeta } from '../src/field.ts';

/** The mistakes that a definition is refused for, without the line that names the owner. */
export function mistakesIn(definition: object): string[] {
  const whole: ConfigFieldSetDefinition = {
    owner: '@acme/test',
    version: 1,
    fields: {},
    ...definition,
  };
  try {
    defineConfigFields(whole);
    return [];
  } catch (error) {
    const [head, ...mistakes] = String(error).split('\n  ');
    if (head !== 'Error: The configuration fields of @acme/test cannot be used:') throw error;
    return mistakes;
  }
}

/** The mistakes of one field, which is `boost.acme.field`. */
export function mistakesOf(field: ConfigFieldMeta): string[] {
  return mistakesIn({ fields: { 'boost.acme.field': field } });
}
