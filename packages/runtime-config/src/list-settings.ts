/** One field as a form needs it. */
export interface ConfigSetting {
  readonly key: string;
}
