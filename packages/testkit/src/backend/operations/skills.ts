import { type Answer, ok, Refusal } from '../answer.ts';
import type { BackendState } from '../backend-state.ts';
import { textField } from '../fields.ts';
import type { BackendParts, OperationCall, OperationHandlers } from '../operation-handler.ts';
import { searchSkills } from '../skills/search-skills.ts';
import type { Skill } from '../skills/skill.ts';
import { fileKeyOf, resourceNameOf } from '../skills/skill-names.ts';
import { placeOf } from './place.ts';
import { skillDetail, skillFile, skillSummary } from './skill-answers.ts';

/** `skills.*` but for what makes skills, and for the synchronisation. */
export const skillOperations: OperationHandlers = {
  'skills.list': ({ query }, { state }) => {
    const skills = state.skills.inNamespace(String(query['namespace']));
    const found = searchSkills(skills, textField(query, 'q') ?? '');
    return ok({ items: found.map(skillSummary) });
  },

  'skills.get': (call, { state }) => ok(skillDetail(foundSkill(call, state))),

  'skills.file': (call, { state }) => {
    const path = call.path['file_path'] ?? '';
    const file = foundSkill(call, state).files.get(fileKeyOf(path));
    if (file === undefined) {
      throw new Refusal(404, `File '${path}' not found in skill '${placeOf(call).name}'`);
    }
    // A dot is taken for a slash as well, and the answer has the path that the file was given with.
    if (file.path !== path) {
      call.markUnrecorded();
    }
    return ok(skillFile(file));
  },

  'skills.recordUsage': (call, { state }) => {
    const skill = foundSkill(call, state);
    const used = { ...skill, usageCount: skill.usageCount + 1 };
    state.skills.put(used);
    return ok(skillSummary(used));
  },

  'skills.delete': deleteSkill,
};

/** Unlike the others, this one finds a skill by its display name too. */
function deleteSkill(call: OperationCall, parts: BackendParts): Answer {
  const { state } = parts;
  const { namespace, name } = placeOf(call);
  const resourceName = resourceNameOf(name, parts);
  // Of the names that are changed, only one of which nothing is kept was recorded.
  if (resourceName !== name && /[\p{L}\p{N}]/u.test(name)) {
    call.markUnrecorded();
  }
  if (!state.skills.remove(namespace, resourceName)) {
    throw notFound(name);
  }
  return ok({
    success: true,
    message: `Skill '${name}' deleted successfully`,
    deleted_resources: [`ConfigMap/${resourceName}`],
  });
}

/** @throws Refusal 404, also for a display name. */
function foundSkill(call: OperationCall, state: BackendState): Skill {
  const { namespace, name } = placeOf(call);
  const skill = state.skills.find(namespace, name);
  if (skill === undefined) {
    throw notFound(name);
  }
  return skill;
}

function notFound(name: string): Refusal {
  return new Refusal(404, `Skill '${name}' not found`);
}
