/**
 * What is used of a schema, so that fields may be written in Zod 4 or in Zod 3, whichever copy of
 * it their package has: each `ZodType` of either fits. Its structure tells the two apart.
 */
export interface ConfigSchema<Output = unknown> {
  /** The type of a value that was taken; for the compiler alone, and not in every build of Zod. */
  readonly _output?: Output;
  /** Judges a value, and gives it as the schema reads it. */
  safeParse(value: unknown): ConfigSchemaResult<Output>;
}

/** What a schema says about a value. */
export type ConfigSchemaResult<Output = unknown> =
  | {
      /** The value was taken. */
      readonly success: true;
      /** The value as the schema reads it. */
      readonly data: Output;
    }
  | {
      /** The value was refused. */
      readonly success: false;
      /** Why. */
      readonly error: {
        /** Everything that is wrong with the value. */
        readonly issues: readonly ConfigSchemaIssue[];
      };
    };

/** An issue as Zod 4 or Zod 3 writes it; which of the details are there depends on its code. */
export interface ConfigSchemaIssue {
  /** What kind of issue it is, such as `invalid_type`; the two versions have their own lists. */
  readonly code?: string;
  /** Where in the value it is. */
  readonly path: readonly PropertyKey[];
  /** The type that is wanted (`invalid_type`), or the value (Zod 3's `invalid_literal`). */
  readonly expected?: unknown;
  /** The values that are taken, as Zod 4 names them. */
  readonly values?: unknown;
  /** The values that are taken, as Zod 3 names them. */
  readonly options?: unknown;
  /** The lower bound. */
  readonly minimum?: unknown;
  /** The upper bound. */
  readonly maximum?: unknown;
  /** Whether the bound itself is taken. */
  readonly inclusive?: unknown;
  /** What is bounded, such as `string`, as Zod 4 names it. */
  readonly origin?: unknown;
  /** What is bounded, as Zod 3 names it. */
  readonly type?: unknown;
  /** The form that text should have, as Zod 4 names it. */
  readonly format?: unknown;
  /** The form that text should have, as Zod 3 names it. */
  readonly validation?: unknown;
  /** The names that a strict mapping does not have. */
  readonly keys?: unknown;
  /** What a check of the field's own says. */
  readonly params?: unknown;
}
