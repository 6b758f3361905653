// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.
import type { DeleteResult } from './resources-types.ts';

/** Parameters of `skills.list`. */
export interface SkillsListParameters {
  /** Namespace whose skills are listed. */
  readonly namespace: string;
  /** List only skills that have this text in name or description. */
  readonly q?: string;
}

/** One skill. */
export interface SkillParameters {
  /** Its namespace. */
  readonly namespace: string;
  /** Its resource name (`resourceName` of the lists): `summarise`, not its display name. */
  readonly name: string;
}

/** Parameters of `skills.create`. */
export interface CreateSkillParameters {
  /**
   * Its display name. Kagenti derives the resource name from it, in lower case and with hyphens for
   * what Kubernetes does not accept: `PDF summariser` becomes `pdf-summariser`. A name that leaves
   * none is rejected.
   */
  readonly name: string;
  /** Namespace that it is created in. */
  readonly namespace: string;
  /**
   * What it is for.
   * @defaultValue `''`
   */
  readonly description?: string;
  /**
   * Its category.
   * @defaultValue `''`
   */
  readonly category?: string;
  /** Where it comes from. */
  readonly url?: string;
  /** Its files: text by path, `SKILL.md` among them. The server rejects a skill without files. */
  readonly files?: Readonly<Record<string, string>>;
}

/** Parameters of `skills.addExternal`. */
export interface AddExternalSkillParameters {
  /**
   * Its display name, at most 253 characters; the resource name is derived from it, as in
   * `skills.create`.
   */
  readonly name: string;
  /** Namespace that it is created in. */
  readonly namespace: string;
  /**
   * What it is for, at most 1000 characters.
   * @defaultValue `''`
   */
  readonly description?: string;
  /**
   * Its category, at most 63 characters.
   * @defaultValue `''`
   */
  readonly category?: string;
  /** Kind of registry: `skillberry`. */
  readonly registryType: string;
  /** URL of the registry: http or https, on a public host or one that the server allows. */
  readonly registryUrl: string;
  /** Name of the skill in the registry. */
  readonly registrySkillName: string;
  /**
   * Its version in the registry.
   * @defaultValue `'latest'`
   */
  readonly registrySkillVersion?: string;
  /**
   * Where it comes from.
   * @defaultValue `''`
   */
  readonly origin?: string;
}

/** Parameters of `skills.file`. */
export interface SkillFileParameters extends SkillParameters {
  /**
   * Path of the file in the skill: `SKILL.md`, `scripts/run.py`. Slashes separate its parts; no
   * part is `.` or `..`.
   */
  readonly filePath: string;
}

/** Labels of a skill. */
export interface SkillLabels {
  /** Its category. */
  readonly category?: string | null;
  /** Its type. */
  readonly type?: string | null;
  /** `true` for one that was synchronized. */
  readonly autoSync?: string | null;
}

/** Where an external skill is stored. */
export interface ExternalSkill {
  /** Kind of registry. */
  readonly registryType: string;
  /** URL of the registry. */
  readonly registryUrl: string;
  /** Its name in the registry. */
  readonly registrySkillName: string;
  /** Its version in the registry. */
  readonly registrySkillVersion: string;
}

/** A skill. */
export interface Skill {
  /** Its display name. */
  readonly name: string;
  /** Its namespace. */
  readonly namespace: string;
  /** Name that the other operations take. */
  readonly resourceName?: string | null;
  /** What it is for. */
  readonly description?: string | null;
  /** Its status: `Ready`. */
  readonly status?: string | null;
  /** Its labels. */
  readonly labels?: SkillLabels | null;
  /** When it was created, as ISO 8601. */
  readonly createdAt?: string | null;
  /** Where it comes from. */
  readonly origin?: string | null;
  /** How often its use was recorded. */
  readonly usageCount?: number | null;
  /** `external` for one of a registry. */
  readonly source?: string | null;
  /** Where it is stored, for one of a registry. */
  readonly externalInfo?: ExternalSkill | null;
}

/** A file of a skill. */
export interface SkillFile {
  /** Its name. */
  readonly name: string;
  /** Its path in the skill. */
  readonly path: string;
  /** Its text. */
  readonly content: string;
  /** Its size in bytes. */
  readonly size: number;
}

/** A skill with its files. */
export interface SkillDetail extends Skill {
  /** Keys that its files are stored under. */
  readonly dataKeys?: readonly string[] | null;
  /** Its annotations. */
  readonly annotations?: Readonly<Record<string, unknown>> | null;
  /** Its files; empty for one of a registry. */
  readonly files?: readonly SkillFile[] | null;
}

/** Result of deleting a skill; the contract leaves its shape open. */
export interface DeleteSkillResult extends DeleteResult {
  /** What was deleted, as `Kind/name`. */
  readonly deleted_resources?: readonly string[] | null;
}
