import type { FeatureFlag, Operation } from '@rhdh-boost/kagenti-contract';
import { allFeatures, type KagentiFeatures } from './features.ts';

/** A release of the Kagenti backend, by the date of its source: commit c7c0d74a, and commit 0ea6d7ff. */
export type KagentiRelease = '2026-07-23' | '2026-08-20';

/** Every release that the test kit can be, the oldest first. */
export const releases: readonly KagentiRelease[] = ['2026-07-23', '2026-08-20'];

/** Which backend it is: what it has and does follows from its release and its feature flags. */
export interface Platform {
  readonly release: KagentiRelease;
  readonly features: KagentiFeatures;
}

/** The platform of most recordings. */
export const newestPlatform: Platform = { release: '2026-08-20', features: allFeatures };

/** Whether it is the release before contexts and dreams. */
export function isOlder({ release }: Platform): boolean {
  return release === '2026-07-23';
}

/** Flags that the older release does not have; what is behind them it does not have either. */
const newerFlags: ReadonlySet<string> = new Set<FeatureFlag>(['contextService', 'dreaming']);

/** The flags that the platform reports, without those that its release does not have. */
export function reportedFeatures(platform: Platform): Readonly<Record<string, boolean>> {
  const flags = Object.entries(platform.features);
  return Object.fromEntries(
    isOlder(platform) ? flags.filter(([flag]) => !newerFlags.has(flag)) : flags,
  );
}

/**
 * Whether the platform has an operation. Without its flag a path is as unknown to the backend as any, before
 * token and method are looked at.
 */
export function isMounted({ operation, featureFlag }: Operation, platform: Platform): boolean {
  if (isOlder(platform) && isNewer(operation, featureFlag)) return false;
  return featureFlag === null || platform.features[mountingFlag(featureFlag)];
}

function isNewer(operation: string, flag: FeatureFlag | null): boolean {
  return operation === 'agents.identity.replaceConfig' || (flag !== null && newerFlags.has(flag));
}

/** The operations on external skills are mounted with all of `skills.*`. */
function mountingFlag(flag: FeatureFlag): FeatureFlag {
  return flag === 'externalSkills' ? 'skills' : flag;
}

/** Fields of a body that the older release does not know, and drops as any that it does not know. */
const newerFields: ReadonlySet<string> = new Set([
  'contexts',
  'k8sResourceLimits',
  'k8sResourceRequests',
]);

/** The fields of a body that the platform knows. */
export function knownFields(
  body: Readonly<Record<string, unknown>>,
  platform: Platform,
): Readonly<Record<string, unknown>> {
  if (!isOlder(platform)) return body;
  return Object.fromEntries(Object.entries(body).filter(([name]) => !newerFields.has(name)));
}
