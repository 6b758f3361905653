import type { FeatureFlag, Operation } from '@rhdh-boost/kagenti-contract';

/** The feature flags of a backend; `config.features` tells them to its clients. */
export interface KagentiFeatures {
  /** `agents.identity.*`, which without it are 404. */
  readonly authbridgeAPI: boolean;
  /** `skills.*`, which without it are 404, and skills on an agent, which without it are refused. */
  readonly skills: boolean;
  /**
   * `skills.addExternal` and `skills.autosync.*`; without it they are 404 after token and body were
   * looked at.
   */
  readonly externalSkills: boolean;
  /** `simulation.*`, which without it are 404. */
  readonly simulatedTools: boolean;
  /** `config.platformStatus`, which without it is 404 with a detail of its own. */
  readonly admin: boolean;
}

/** The flags as they were in most recordings. */
export const allFeatures: KagentiFeatures = {
  authbridgeAPI: true,
  skills: true,
  externalSkills: true,
  simulatedTools: true,
  admin: true,
};

/** Without its flag a path is as unknown to the backend as any, before token and method are looked at. */
export function isMounted({ featureFlag }: Operation, features: KagentiFeatures): boolean {
  return featureFlag === null || features[mountingFlag(featureFlag)];
}

/** The operations on external skills are mounted with all of `skills.*`. */
function mountingFlag(flag: FeatureFlag): FeatureFlag {
  return flag === 'externalSkills' ? 'skills' : flag;
}
