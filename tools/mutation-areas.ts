/** In percent, for each area. */
export const MUTATION_FLOOR = 85;

const configTools = 'packages/config-tools/src';
const runtimeConfig = 'packages/runtime-config/src';

/** The areas whose rules must not break unnoticed, with their files. Tests and what only they need are left out. */
export const mutationAreas: Readonly<Record<string, readonly string[]>> = {
  /** How app-config files are read, substituted and merged. */
  load: [`${configTools}/load/**/*.ts`],
  /** How a file is brought to the next version. */
  migrate: [`${configTools}/migrate/**/*.ts`],
  /** Which change of a field breaks a user. */
  compat: [`${configTools}/compat/**/*.ts`],
  /** How stored overrides are brought to the next version. */
  reconcile: [
    `${runtimeConfig}/{reconcile,reconcile-row,migrate-group,migration-chain,stored-value,stored-version,stored-overrides}.ts`,
  ],
};
