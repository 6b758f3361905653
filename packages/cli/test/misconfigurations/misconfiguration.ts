import type { StepId } from '../../src/doctor/step.ts';
import type { DoctorRun } from '../run-doctor.fixture.ts';
import type { Site, SiteOptions } from '../site.fixture.ts';

/** One thing that operators get wrong, as a script that does it to a site that works. */
export interface Misconfiguration {
  /** The step that finds it. */
  readonly step: StepId;
  /** The code of the finding. */
  readonly code: string;
  /** What is broken, for the table of the documentation: `The client secret was rotated.` */
  readonly broken: string;
  /** What the finding does. Default: `failed`. */
  readonly status?: 'failed' | 'warning';
  /** What the site has. Default: an account with a secret, and neither Redis nor PostgreSQL. */
  readonly site?: SiteOptions;
  /** Other steps that are not ok either, besides those that are skipped because of this one. Default: none. */
  readonly alsoAffected?: readonly StepId[];
  /** Breaks it. */
  make(site: Site): Promise<unknown> | void;
  /** Carries out the remedy. Default: the commands of the finding, as they are printed. */
  remedy?(site: Site, run: DoctorRun): Promise<unknown> | void;
}
