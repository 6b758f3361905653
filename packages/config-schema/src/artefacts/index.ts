export { buildFieldTree, type FieldLeaf, type FieldSection } from '../field-tree.ts';
export { isRequiredField } from '../required.ts';
export { createBackstageSchema } from './backstage-schema.ts';
export { createConfigTypes } from './backstage-types.ts';
export { createConfigReference } from './config-reference.ts';
export type { EditorForm } from './editor-forms.ts';
export { createEditorSchema, type EditorSchemaOptions } from './editor-schema.ts';
export { type JsonSchema, toFieldJsonSchema } from './field-json-schema.ts';
export {
  createFieldTable,
  type FieldTable,
  type FieldTableEntry,
  type FieldTableMigration,
} from './field-table.ts';
export type { ValueDefinition } from './value-definition.ts';
export { describeValueInWords } from './value-in-words.ts';
