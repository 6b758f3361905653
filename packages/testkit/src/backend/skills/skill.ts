/** A file of a skill. */
export interface SkillFile {
  /** Where it stands in the skill: `scripts/run.py`. */
  readonly path: string;
  readonly content: string;
}

/** Where a skill is that the backend only refers to. */
export interface SkillReference {
  readonly registryType: string;
  readonly registryUrl: string;
  readonly registrySkillName: string;
  readonly registrySkillVersion: string;
}

/** A skill: a ConfigMap with its files, or one that refers to a registry. */
export interface Skill {
  readonly namespace: string;
  /** The name of its ConfigMap, by which it is found. */
  readonly resourceName: string;
  readonly displayName: string;
  /** Empty where it has none. */
  readonly description: string;
  /** Empty where it has none. */
  readonly category: string;
  /** The URL that it is from; empty where it has none. */
  readonly origin: string;
  /** By the ConfigMap's keys; none where it refers to a registry. */
  readonly files: ReadonlyMap<string, SkillFile>;
  readonly reference: SkillReference | undefined;
  /** Whether the backend's own synchronisation made it. */
  readonly isSynchronised: boolean;
  /** Whether it is a ConfigMap of another kind, which lists leave out, and all else takes for a skill. */
  readonly isOtherConfigMap: boolean;
  readonly createdAt: Date;
  readonly usageCount: number;
}
