/** Parameters of `skills.list`. */
export interface SkillsListParameters {
  /** Namespace whose skills are listed. */
  readonly namespace: string;
  /** Only skills that have this in name or description. */
  readonly q?: string;
}

/** One skill. */
export interface SkillParameters {
  /** Its namespace. */
  readonly namespace: string;
  /** Its resource name (`resourceName` of the lists): `summarise`, not the name it is shown by. */
  readonly name: string;
}

/** Parameters of `skills.create`. */
export interface CreateSkillParameters {
  /**
   * Name it is shown by. Kagenti makes its resource name of it, in lower case and with hyphens for what Kubernetes
   * does not take: `PDF summariser` is `pdf-summariser`. A name that leaves none is refused.
   */
  readonly name: string;
  /** Namespace that it is made in. */
  readonly namespace: string;
  /** What it is for; empty. */
  readonly description?: string;
  /** Its category; empty. */
  readonly category?: string;
  /** Where it comes from. */
  readonly url?: string;
  /** Its files: text by path, `SKILL.md` among them. The server refuses a skill without files. */
  readonly files?: Readonly<Record<string, string>>;
}

/** Parameters of `skills.addExternal`. */
export interface AddExternalSkillParameters {
  /** Name it is shown by, at most 253 characters; its resource name is made of it, as in `skills.create`. */
  readonly name: string;
  /** Namespace that it is made in. */
  readonly namespace: string;
  /** What it is for, at most 1000 characters; empty. */
  readonly description?: string;
  /** Its category, at most 63 characters; empty. */
  readonly category?: string;
  /** Kind of registry: `skillberry`. */
  readonly registryType: string;
  /** Address of the registry: http or https, on a public host or one that the server allows. */
  readonly registryUrl: string;
  /** Name of the skill in the registry. */
  readonly registrySkillName: string;
  /** Its version there; `latest`. */
  readonly registrySkillVersion?: string;
  /** Where it comes from; empty. */
  readonly origin?: string;
}

/** Parameters of `skills.file`. */
export interface SkillFileParameters extends SkillParameters {
  /** Path of the file in the skill: `SKILL.md`, `scripts/run.py`. Its slashes divide; no part is `.` or `..`. */
  readonly filePath: string;
}
