import type { ConfigSchema } from './schema.ts';

/**
 * Where a value may come from.
 * - `yaml-only`: app-config alone; an override at run time is refused.
 * - `db-overridable`: app-config, and an administrator may override it at run time.
 * - `db-only`: the database alone.
 */
export type ConfigScope = 'yaml-only' | 'db-overridable' | 'db-only';

/**
 * Who may see a value, in Backstage's terms: `frontend` reaches the browser, `backend` does not,
 * `secret` does not either and is masked wherever a configuration is printed.
 */
export type ConfigVisibility = 'frontend' | 'backend' | 'secret';

/** That a field is on its way out. */
export interface ConfigDeprecation {
  /** What a reader of the configuration should know, as one sentence. */
  readonly message: string;
  /** The key to use instead, where there is one. */
  readonly replacement?: string;
  /** The version of the set that no longer has the field. */
  readonly removedIn?: number;
}

/** One field of the configuration: everything that is known about it, as data. */
export interface ConfigFieldMeta<Schema extends ConfigSchema = ConfigSchema> {
  /**
   * What the value must be, in Zod 4 or Zod 3. It never has a Zod default: resolvers read the raw
   * value, so that a default here would be a promise that nobody keeps. A check of its own may say
   * what is wrong in the issue's `params`, as `{ problem: { code, message, hint } }`; the message
   * of an issue is never shown, since it could hold the value.
   */
  readonly schema: Schema;
  /** Where the value may come from. */
  readonly configScope: ConfigScope;
  /** What the value does, in a sentence or two; a default that the consumer applies is named here. */
  readonly description: string;
  /** Who may see the value. */
  readonly visibility: ConfigVisibility;
  /** True when the value is a secret: encrypted at rest, never printed. False when left out. */
  readonly sensitive?: boolean;
  /** What a resolver gives when neither app-config nor the database has a value. */
  readonly defaultValue?: Schema['_output'];
  /** The version of the set that brought the field. */
  readonly since: number;
  /** Set when the field is on its way out. */
  readonly deprecated?: ConfigDeprecation;
  /** Values that the field takes, for editors and the reference; a secret's is a placeholder. */
  readonly examples?: readonly unknown[];
  /**
   * What is asked of a value beyond what JSON Schema can say of its schema, such as by a check of
   * the schema's own or beside another field; each as a phrase to be read after the key. Versions
   * are compared by these phrases, since code cannot be compared: write another one when the check
   * changes. An empty list says that the JSON Schema says it all.
   */
  readonly rules?: readonly string[];
  /** Values that are not taken, or no longer, and what to write instead, as a sentence each. */
  readonly replacedValues?: Readonly<Record<string, string>>;
}

/** A set of fields, by dotted path. */
export type ConfigFields = Readonly<Record<string, ConfigFieldMeta>>;
