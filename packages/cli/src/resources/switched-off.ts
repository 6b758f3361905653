import { type BoundKagentiClient, type CallOptions, isNotFound } from '@rhdh-boost/kagenti-client';
import { NoAnswer } from '../no-answer.ts';
import type { ResourceKind } from './resource-kind.ts';

/** The error to throw for a call that failed: another one if it failed because a feature of Kagenti is off. */
export async function explainFlag(
  { singular, feature }: ResourceKind,
  kagenti: BoundKagentiClient,
  error: unknown,
  options: CallOptions,
): Promise<unknown> {
  if (feature === undefined || !isNotFound(error)) return error;
  const features = await kagenti.config.features({}, options).catch(() => undefined);
  if (features === undefined || features[feature.flag]) return error;
  return new NoAnswer(
    'feature_off',
    `This Kagenti has no ${singular}s: its feature flag ${feature.flag} is off. ${feature.remedy}`,
  );
}
