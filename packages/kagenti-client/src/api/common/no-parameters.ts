/** Parameters of an operation that has none: leave them out, or give `{}` before options. */
export type NoParameters = Readonly<Record<string, never>>;
