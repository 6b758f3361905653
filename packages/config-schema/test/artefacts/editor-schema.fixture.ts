import { Ajv } from 'ajv';
import { default as addFormats } from 'ajv-formats';

/** The keywords that only editors and this project read. */
export const editorKeywords = [
  'x-configScope',
  'x-visibility',
  'deprecationMessage',
  'doNotSuggest',
  'patternErrorMessage',
];

/** What an editor schema says of an app-config. */
export function compileEditorSchema(schema: object): (input: unknown) => boolean {
  const ajv = new Ajv({ strict: true });
  addFormats.default(ajv);
  ajv.addVocabulary(editorKeywords);
  const validate = ajv.compile(schema);
  return input => validate(input);
}
