import { type Answer, ok, Refusal } from '../answer.ts';
import type { BackendState } from '../backend-state.ts';
import { recordField, textField } from '../fields.ts';
import { kubernetesRefusal } from '../kubernetes/api-error.ts';
import type { OperationHandlers } from '../operation-handler.ts';
import type { Platform } from '../platform.ts';
import type { Skill, SkillFile } from '../skills/skill.ts';
import { fileKeyOf, isResourceName, resourceNameOf } from '../skills/skill-names.ts';
import { nameIn } from './place.ts';

/** `skills.create` and `skills.addExternal`. */
export const skillCreationOperations: OperationHandlers = {
  'skills.create': ({ body }, parts) => {
    const { state } = parts;
    const { namespace, name } = nameIn(body);
    const displayName = name.trim();
    if (displayName === '') {
      throw new Refusal(400, 'Skill name is required');
    }
    const category = textField(body, 'category') ?? '';
    const skill = newSkill(parts, namespace, displayName, {
      description: textField(body, 'description') ?? '',
      category: category === '' ? '' : resourceNameOf(category, parts),
      origin: textField(body, 'url') ?? '',
      files: filesOf(recordField(body, 'files') ?? {}),
      reference: undefined,
    });
    const refusal = whyRefused(state, skill, displayName);
    if (refusal !== undefined) {
      throw refusal;
    }
    state.skills.put(skill);
    return created(skill, displayName, `Skill '${displayName}' created`);
  },

  'skills.addExternal': ({ body }, parts) => {
    const { state } = parts;
    const { namespace, name } = nameIn(body);
    const registryType = textField(body, 'registryType') ?? '';
    if (registryType === '') {
      throw new Refusal(400, 'registryType is required');
    }
    const skill = newSkill(parts, namespace, name, {
      description: textField(body, 'description') ?? '',
      category: textField(body, 'category') ?? '',
      origin: textField(body, 'origin') ?? '',
      files: new Map(),
      reference: {
        registryType,
        registryUrl: textField(body, 'registryUrl') ?? '',
        registrySkillName: textField(body, 'registrySkillName') ?? '',
        registrySkillVersion: textField(body, 'registrySkillVersion') ?? '',
      },
    });
    const { resourceName } = skill;
    const refusal = whyRefused(state, skill, resourceName);
    if (refusal !== undefined && refusal.status !== 409) {
      const reason = refusal.status === 404 ? 'Not Found' : 'Unprocessable Entity';
      throw new Refusal(500, `Kubernetes error: ${reason}`);
    }
    if (refusal !== undefined) {
      throw refusal;
    }
    state.skills.put(skill);
    const message = `External skill reference '${resourceName}' created successfully`;
    return created(skill, resourceName, message);
  },
};

function created({ namespace }: Skill, name: string, message: string): Answer {
  return ok({ success: true, name, namespace, message });
}

function newSkill(
  platform: Platform,
  namespace: string,
  displayName: string,
  given: Pick<Skill, 'description' | 'category' | 'origin' | 'files' | 'reference'>,
): Skill {
  return {
    namespace,
    resourceName: resourceNameOf(displayName, platform),
    displayName,
    ...given,
    isSynchronised: false,
    isOtherConfigMap: false,
    createdAt: new Date(),
    usageCount: 0,
  };
}

/** @throws Refusal 400 when SKILL.md is missing. */
function filesOf(given: Readonly<Record<string, unknown>>): ReadonlyMap<string, SkillFile> {
  const files = new Map(
    Object.entries(given).map(([path, content]) => [
      fileKeyOf(path),
      { path, content: String(content) },
    ]),
  );
  if (files.size === 0) {
    throw new Refusal(400, "'files' parameter is required with at least SKILL.md");
  }
  if (!files.has('SKILL.md')) {
    throw new Refusal(400, 'SKILL.md is required in the files dictionary');
  }
  return files;
}

/** What Kubernetes has against a skill; undefined when nothing. */
function whyRefused(state: BackendState, skill: Skill, calledBy: string): Refusal | undefined {
  const { namespace, resourceName } = skill;
  if (!state.allNamespaces.includes(namespace)) {
    const message = `namespaces "${namespace}" not found`;
    return kubernetesRefusal(404, 'Not Found', { reason: 'NotFound', message });
  }
  if (!isResourceName(resourceName)) {
    const message = `ConfigMap "${resourceName}" is invalid`;
    return kubernetesRefusal(422, 'Unprocessable Entity', { reason: 'Invalid', message });
  }
  return state.skills.find(namespace, resourceName) === undefined
    ? undefined
    : new Refusal(409, `Skill '${calledBy}' already exists in namespace '${namespace}'`);
}
