import type {
  ConfigDeprecation,
  ConfigRegistry,
  ConfigScope,
  ConfigVisibility,
} from '@rhdh-boost/config-schema';
import type { JsonSchema } from '@rhdh-boost/config-schema/artefacts';

/** Everything that is known about a field. */
export interface FieldExplanation {
  /** Tells a field from a section. */
  readonly kind: 'field';
  /** The dotted path. */
  readonly path: string;
  /** The package that the field belongs to. */
  readonly owner: string;
  /** What the value must be, in words. */
  readonly value: string;
  /** What is asked of the value beyond that, such as beside another field; each as a phrase. */
  readonly rules: readonly string[];
  /** What the value does. */
  readonly description: string;
  /** Whether a configuration must set it. */
  readonly required: boolean;
  /** What a resolver gives when it is not set, where there is such a value. */
  readonly default?: unknown;
  /** Where the value may come from. */
  readonly scope: ConfigScope;
  /** Who may see the value. */
  readonly visibility: ConfigVisibility;
  /** The version of the owner's set that brought it. */
  readonly since: number;
  /** Set when it is on its way out. */
  readonly deprecated?: ConfigDeprecation;
  /** Values that it takes; of a secret, placeholders. */
  readonly examples: readonly unknown[];
  /** What the value must be, as JSON Schema (draft-07). */
  readonly schema: JsonSchema;
}

/** What a section takes. */
export interface SectionExplanation {
  /** Tells a section from a field. */
  readonly kind: 'section';
  /** The dotted path. */
  readonly path: string;
  /** What stands in it, in the order of the registry; of a section inside it only when asked for. */
  readonly children?: readonly ConfigExplanation[];
}

/** What is known about a path. */
export type ConfigExplanation = FieldExplanation | SectionExplanation;

/** By which fields to explain, and how deep. */
export interface ExplainOptions {
  /** The fields. Default: those of Boost alone. */
  readonly registry?: ConfigRegistry;
  /** Whether sections inside a section list what they take, to any depth. Default: no. */
  readonly recursive?: boolean;
}

/** That there is no such path. */
export interface UnknownConfigPath {
  /** What is wrong, to be read after the path. */
  readonly message: string;
  /** The way out, as a sentence. */
  readonly hint: string;
}

/** What explaining a path gives. */
export type ConfigExplaining =
  | {
      /** What is known about the path. */
      readonly explanation: ConfigExplanation;
      /** Not there when the path is known. */
      readonly problem?: undefined;
    }
  | {
      /** Not there when the path is unknown. */
      readonly explanation?: undefined;
      /** Why there is nothing to explain. */
      readonly problem: UnknownConfigPath;
    };
