/** Parameters of an operation that has none: leave them out, or pass `{}` before options. */
export type NoParameters = Readonly<Record<string, never>>;
