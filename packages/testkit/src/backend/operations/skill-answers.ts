import { pythonJson } from '../python-json.ts';
import type { Skill, SkillFile } from '../skills/skill.ts';
import { pythonTime } from '../workload.ts';

/** A skill as lists show it. */
export function skillSummary(skill: Skill): Record<string, unknown> {
  const { displayName, namespace, resourceName, description, reference, usageCount } = skill;
  return {
    name: displayName,
    namespace,
    resourceName,
    description,
    status: 'Ready',
    labels: {
      category: skill.category || null,
      type: null,
      autoSync: skill.isSynchronised ? 'true' : null,
    },
    createdAt: pythonTime(skill.createdAt),
    origin: skill.origin || null,
    usageCount,
    source: reference === undefined ? null : 'external',
    externalInfo: reference ?? null,
  };
}

/** A skill with its files. */
export function skillDetail(skill: Skill): Record<string, unknown> {
  const files = [...skill.files.values()].sort((one, other) => (one.path < other.path ? -1 : 1));
  return {
    ...skillSummary(skill),
    dataKeys: files.map(({ path }) => path),
    annotations: annotationsOf(skill),
    files: files.map(skillFile),
  };
}

/** A file of a skill; its size is in bytes. */
export function skillFile({ path, content }: SkillFile): Record<string, unknown> {
  const name = path.split('/').at(-1) ?? '';
  return { name, path, content, size: Buffer.byteLength(content) };
}

function annotationsOf(skill: Skill): Record<string, string> {
  if (skill.isOtherConfigMap) return {};
  const { reference, description, origin, files } = skill;
  const given = {
    'display-name': skill.displayName,
    'usage-count': String(skill.usageCount),
    ...(reference === undefined
      ? { 'file-paths': pythonJson(pathsByKey(files)) }
      : {
          'registry-url': reference.registryUrl,
          'registry-skill-name': reference.registrySkillName,
          'registry-skill-version': reference.registrySkillVersion,
        }),
    ...(description === '' ? {} : { description }),
    ...(origin === '' ? {} : { origin }),
  };
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [`rossoctl.io/${name}`, value]),
  );
}

function pathsByKey(files: ReadonlyMap<string, SkillFile>): Record<string, string> {
  return Object.fromEntries([...files].map(([key, { path }]) => [key, path]));
}
