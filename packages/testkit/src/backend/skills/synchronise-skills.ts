import type { BackendState } from '../backend-state.ts';
import { isOlder, type Platform } from '../platform.ts';
import { resourceNameOf } from './skill-names.ts';
import type { OfferedSkill } from './skill-registries.ts';
import type { Synchronisation } from './synchronisation.ts';

const namespaceTag = 'namespace:';

/**
 * Makes a round of the synchronisation, where it is on and the registry and Kubernetes can be reached:
 * what the registry offers is there afterwards, in its version, and what it offers no more is gone.
 */
export function synchroniseSkills(state: BackendState, platform: Platform): void {
  const settings = state.synchronisation;
  const offered = settings && state.skillRegistries.find(settings.registryUrl);
  const { current: trouble } = state.trouble;
  if (settings === undefined || offered === undefined) {
    return;
  }
  if (trouble !== 'none' && trouble !== 'listNamespaces') {
    return;
  }
  const allowed = offered.filter(skill => isAllowed(skill, settings.allowedTags));
  const counts = state.listedNamespaces.map(namespace => {
    const wanted = new Map(
      allowed.filter(skill => isFor(skill, namespace)).map(skill => [skill.name, skill]),
    );
    removeOthers(state, namespace, wanted);
    for (const skill of wanted.values()) {
      refer(state, platform, namespace, skill, settings);
    }
    return wanted.size;
  });
  const skillCount = counts.reduce((sum, count) => sum + count, 0);
  state.synchronisation = { ...settings, lastRound: { endedAt: new Date(), skillCount } };
}

function isAllowed({ tags = [] }: OfferedSkill, allowedTags: readonly string[]): boolean {
  return allowedTags.length === 0 || tags.some(tag => allowedTags.includes(tag));
}

function isFor({ tags = [] }: OfferedSkill, namespace: string): boolean {
  const namespaces = tags
    .filter(tag => tag.startsWith(namespaceTag))
    .map(tag => tag.slice(namespaceTag.length));
  return (
    namespaces.length === 0 || namespaces.includes('default') || namespaces.includes(namespace)
  );
}

/** Only what the synchronisation made is its to take away. */
function removeOthers(
  state: BackendState,
  namespace: string,
  wanted: ReadonlyMap<string, OfferedSkill>,
): void {
  for (const { isSynchronised, reference, resourceName } of state.skills.inNamespace(namespace)) {
    if (isSynchronised && !wanted.has(reference?.registrySkillName ?? '')) {
      state.skills.remove(namespace, resourceName);
    }
  }
}

/** Refers to a skill in the registry; one that somebody made under its name stays as it is. */
function refer(
  state: BackendState,
  platform: Platform,
  namespace: string,
  { name, description = '', version = 'latest' }: OfferedSkill,
  { registryType, registryUrl }: Synchronisation,
): void {
  const resourceName = resourceNameOf(name, platform);
  const there = state.skills.find(namespace, resourceName);
  if (there?.isSynchronised === true && there.reference !== undefined) {
    const reference = { ...there.reference, registrySkillVersion: version };
    // The older release looks at the version alone.
    state.skills.put({ ...there, ...(isOlder(platform) ? {} : { description }), reference });
  } else if (there === undefined) {
    state.skills.put({
      namespace,
      resourceName,
      displayName: name,
      description,
      category: '',
      origin: '',
      files: new Map(),
      reference: {
        registryType,
        registryUrl,
        registrySkillName: name,
        registrySkillVersion: version,
      },
      isSynchronised: true,
      isOtherConfigMap: false,
      createdAt: new Date(),
      usageCount: 0,
    });
  }
}
