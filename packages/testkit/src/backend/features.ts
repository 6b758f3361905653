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
  /** `contexts.*`, which without it are 404, and contexts on an agent, which without it are refused. */
  readonly contextService: boolean;
  /** `dreams.*`, which without it are 404. */
  readonly dreaming: boolean;
  /** `config.platformStatus`, which without it is 404 with a detail of its own. */
  readonly admin: boolean;
}

/** The flags as they were in most recordings. */
export const allFeatures: KagentiFeatures = {
  authbridgeAPI: true,
  skills: true,
  externalSkills: true,
  simulatedTools: true,
  contextService: true,
  dreaming: true,
  admin: true,
};
