/**
 * An answer of which anything may be missing: the client only reports what differs from the contract, and an
 * answer that does is what the suite looks for. So the compiler has every reading of it be ready for that.
 */
export type Unsure<T> = T extends readonly (infer Item)[]
  ? readonly (Unsure<Item> | null | undefined)[]
  : T extends object
    ? { readonly [Key in keyof T]?: Unsure<T[Key]> | null | undefined }
    : T;
