import { findingCodeGroups } from '../codes.ts';

/** The part of JSON Schema (draft-07) that describes the settings. */
export interface SettingsSchema {
  readonly $schema?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type: 'object' | 'array' | 'string' | 'boolean' | 'integer';
  readonly properties?: Readonly<Record<string, SettingsSchema>>;
  readonly additionalProperties?: false | SettingsSchema;
  readonly required?: readonly string[];
  readonly items?: SettingsSchema;
  readonly minItems?: number;
  readonly minLength?: number;
  readonly enum?: readonly string[];
  readonly minimum?: number;
}

const text = (description: string): SettingsSchema => ({
  description,
  type: 'string',
  minLength: 1,
});

/** What `boost-config.yaml` may contain: for editors, and for the command that reads it. */
export const settingsSchema: SettingsSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'boost-config.yaml: settings of boost-config check',
  type: 'object',
  additionalProperties: false,
  properties: {
    environments: {
      description:
        'The configurations of the repository. Each name is an environment, with the files that its backend reads, in their order. "boost-config check" without files checks each of them.',
      type: 'object',
      additionalProperties: {
        description: 'Files relative to boost-config.yaml. They are merged, and later files win.',
        type: 'array',
        minItems: 1,
        items: { type: 'string', minLength: 1 },
      },
    },
    fields: {
      description: 'Modules with the fields of other packages, as --fields names them.',
      type: 'array',
      items: { type: 'string', minLength: 1 },
    },
    ignore: {
      description: 'Findings that are left out of the report.',
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['code', 'files', 'reason'],
        properties: {
          code: {
            ...text('The code of the findings, such as literal_secret.'),
            enum: findingCodeGroups.flatMap(({ codes }) => Object.keys(codes)),
          },
          files: text('A glob for the files, relative to boost-config.yaml, such as examples/**.'),
          reason: text('Why the findings are acceptable.'),
        },
      },
    },
    exclude: {
      description:
        'Globs for files that are not checked, relative to boost-config.yaml, such as deploy/charts/**. They apply to the files of a folder or a pattern, and to --each.',
      type: 'array',
      items: { type: 'string', minLength: 1 },
    },
    maxWarnings: {
      description: 'The largest number of warnings that does not end the check with 1.',
      type: 'integer',
      minimum: 0,
    },
    strictEnv: {
      description: 'Whether an unset variable without a default, or a missing $file, is an error.',
      type: 'boolean',
    },
    allowOutside: {
      description: 'Whether $include and relative $file may lead out of the folder of their file.',
      type: 'boolean',
    },
    unknownKeys: {
      description: 'How unknown keys are reported.',
      type: 'string',
      enum: ['error', 'warn'],
    },
    at: {
      description:
        'Paths at which files have their app-config, such as spec.values.portal.config, as --at names them. They apply to the files that have one of them.',
      type: 'array',
      items: { type: 'string', minLength: 1 },
    },
  },
};
