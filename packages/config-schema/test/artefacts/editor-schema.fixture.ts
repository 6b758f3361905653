import { Ajv } from 'ajv';
import { default as addFormats } from 'ajv-formats';

/** What an editor schema says of an app-config. */
export function compileEditorSchema(schema: object): (input: unknown) => boolean {
  const ajv = new Ajv({ strict: true });
  addFormats.default(ajv);
  ajv.addVocabulary(['x-configScope', 'x-visibility', 'deprecationMessage', 'patternErrorMessage']);
  const validate = ajv.compile(schema);
  return input => validate(input);
}
