/** Whether overrides can be read, and what needs an administrator. */
export interface ConfigHealth {
  readonly status: 'ok' | 'warning' | 'failed';
}
