import type { JsonSchema } from './field-json-schema.ts';

/** A kind of file that contains app-config. */
export type EditorForm = 'app-config' | 'dynamic-plugins' | 'helm-values';

/** How a kind of file contains app-config. */
interface FormSchema {
  /** What the file is called. */
  readonly title: string;
  /** Where the section is, to be read after "The boost section". */
  readonly place: string;
  /** What else may be filled in at any place, as a pattern. */
  readonly template?: string;
  /** The schema of the file, of that of an app-config. */
  wrap(appConfig: JsonSchema, definitions: JsonSchema): JsonSchema;
}

const appConfigReference: JsonSchema = { $ref: '#/definitions/appConfig' };

/** A list of RHDH's dynamic plugins, each with a part of app-config. */
const plugins: JsonSchema = {
  type: 'array',
  items: { type: 'object', properties: { pluginConfig: appConfigReference } },
};

/** A mapping of which the last name of a path is described. */
function below(path: readonly string[], last: JsonSchema): JsonSchema {
  return path.reduceRight<JsonSchema>(
    (properties, name) => ({ type: 'object', properties: { [name]: properties } }),
    last,
  );
}

/** Each kind of file. */
export const formSchemas: Readonly<Record<EditorForm, FormSchema>> = {
  'app-config': {
    title: 'app-config',
    place: "of Backstage's app-config",
    wrap: (appConfig, definitions) => ({ ...appConfig, definitions }),
  },
  'dynamic-plugins': {
    title: 'dynamic-plugins.yaml',
    place: 'in the pluginConfig of each dynamic plugin of RHDH',
    wrap: (appConfig, definitions) => ({
      ...below(['plugins'], plugins),
      definitions: { ...definitions, appConfig },
    }),
  },
  'helm-values': {
    title: 'Helm values',
    place: 'in the values of the Helm charts of RHDH and Backstage',
    // The charts pass app-config through Helm's "tpl".
    template: String.raw`\{\{`,
    wrap: (appConfig, definitions) => ({
      type: 'object',
      properties: {
        // The chart of RHDH contains that of Backstage as "upstream".
        upstream: below(['backstage', 'appConfig'], appConfigReference),
        backstage: below(['appConfig'], appConfigReference),
        global: below(['dynamic', 'plugins'], plugins),
      },
      definitions: { ...definitions, appConfig },
    }),
  },
};
