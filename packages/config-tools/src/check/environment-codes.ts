/** What depends on the machine: `strictEnv` makes an error of it, which cannot be ignored. */
export const environmentCodes: ReadonlySet<string> = new Set(['unset_variable', 'file_missing']);
