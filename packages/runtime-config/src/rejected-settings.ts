/** A row that was moved aside, without its value. */
export interface RejectedSetting {
  readonly id: number;
  readonly key: string;
}

/** Which of them. */
export type RejectedSettings = { readonly ids: readonly number[] } | { readonly before: Date };
