import type { DeleteResult } from '../common/resource-answers.ts';

/** Labels of a skill. */
export interface SkillLabels {
  /** Its category. */
  readonly category?: string | null;
  /** Its type. */
  readonly type?: string | null;
  /** `true` for one that came by synchronisation. */
  readonly autoSync?: string | null;
}

/** Where an external skill is kept. */
export interface ExternalSkill {
  /** Kind of registry. */
  readonly registryType: string;
  /** Address of the registry. */
  readonly registryUrl: string;
  /** Its name there. */
  readonly registrySkillName: string;
  /** Its version there. */
  readonly registrySkillVersion: string;
}

/** A skill. */
export interface Skill {
  /** Name it is shown by. */
  readonly name: string;
  /** Its namespace. */
  readonly namespace: string;
  /** Name that the other operations know it by. */
  readonly resourceName?: string | null;
  /** What it is for. */
  readonly description?: string | null;
  /** Its status: `Ready`. */
  readonly status?: string | null;
  /** Its labels. */
  readonly labels?: SkillLabels | null;
  /** When it was made, as ISO 8601. */
  readonly createdAt?: string | null;
  /** Where it comes from. */
  readonly origin?: string | null;
  /** How often its use was recorded. */
  readonly usageCount?: number | null;
  /** `external` for one of a registry. */
  readonly source?: string | null;
  /** Where it is kept, for one of a registry. */
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
  /** Keys that its files are kept under. */
  readonly dataKeys?: readonly string[] | null;
  /** Its annotations. */
  readonly annotations?: Readonly<Record<string, unknown>> | null;
  /** Its files; none for one of a registry. */
  readonly files?: readonly SkillFile[] | null;
}

/** What deleting a skill did; the contract leaves its shape open. */
export interface DeleteSkillResult extends DeleteResult {
  /** What was deleted, as `Kind/name`. */
  readonly deleted_resources?: readonly string[] | null;
}
