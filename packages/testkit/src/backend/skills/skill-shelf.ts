import type { Skill } from './skill.ts';

/** The skills of all namespaces, and the ConfigMaps that pass for one, in the order they were made. */
export class SkillShelf {
  readonly #skills = new Map<string, Skill>();

  /** Puts a skill there; one of its name that there is keeps its place in the order. */
  put(skill: Skill): void {
    this.#skills.set(keyOf(skill.namespace, skill.resourceName), skill);
  }

  find(namespace: string, resourceName: string): Skill | undefined {
    return this.#skills.get(keyOf(namespace, resourceName));
  }

  inNamespace(namespace: string): Skill[] {
    return [...this.#skills.values()].filter(
      skill => skill.namespace === namespace && !skill.isOtherConfigMap,
    );
  }

  /** Takes a skill out; says whether there was one of that name. */
  remove(namespace: string, resourceName: string): boolean {
    return this.#skills.delete(keyOf(namespace, resourceName));
  }
}

/** No name of Kubernetes has a slash. */
function keyOf(namespace: string, resourceName: string): string {
  return `${namespace}/${resourceName}`;
}
