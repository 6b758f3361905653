// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.
import type { BuildsListParameters } from './build-info-types.ts';

/** Parameters of `builds.list`. */
export interface AllBuildsListParameters extends BuildsListParameters {
  /**
   * Whose builds to list.
   * @defaultValue `'all'`
   */
  readonly for?: 'agents' | 'tools' | 'all';
}
