export { createBackstageSchema } from './backstage-schema.ts';
export { createEditorSchema } from './editor-schema.ts';
export type { JsonSchema } from './field-json-schema.ts';
