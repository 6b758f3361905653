import { Refusal } from '../answer.ts';
import type { KagentiFeatures } from '../features.ts';
import { listField } from '../fields.ts';
import type { OperationCall } from '../operation-handler.ts';

/**
 * What becomes of the skills that a request puts on an agent: nothing here, which was never recorded.
 *
 * @throws Refusal 400 where the backend has no skills.
 */
export function checkSkillLinks(
  { body, markUnrecorded }: OperationCall,
  { skills }: KagentiFeatures,
): void {
  if ((listField(body, 'skills') ?? []).length === 0) {
    return;
  }
  if (!skills) {
    throw new Refusal(
      400,
      'Skill linking is disabled. Enable ROSSOCTL_FEATURE_FLAG_SKILLS to use this feature.',
    );
  }
  markUnrecorded();
}
