/** A skill as a registry offers it. */
export interface OfferedSkill {
  /** Its name in the registry. */
  readonly name: string;
  /** What it is good for; nothing by default. */
  readonly description?: string;
  /** `latest` by default. */
  readonly version?: string;
  /**
   * The synchronisation takes a skill with one of its own tags (`rossoctl-approved` by default), into
   * every namespace or, where there are tags such as `namespace:team1`, into those.
   */
  readonly tags?: readonly string[];
}

/** The skill registries that the backend can reach, over no network. */
export class SkillRegistries {
  readonly #offers = new Map<string, readonly OfferedSkill[]>();

  /** Lets a registry offer skills in place of those that it has; its host exists from then on. */
  offer(url: string, skills: readonly OfferedSkill[]): void {
    this.#offers.set(keyOf(url), skills);
  }

  /** What a registry offers; undefined when there is none at the URL. */
  find(url: string): readonly OfferedSkill[] | undefined {
    return URL.canParse(url) ? this.#offers.get(keyOf(url)) : undefined;
  }

  /** Whether a host has any registry. */
  hasHost(hostname: string): boolean {
    return [...this.#offers.keys()].some(url => new URL(url).hostname === hostname);
  }
}

/** A slash at the end makes no other registry. */
function keyOf(url: string): string {
  return new URL(url).href.replace(/\/+$/, '');
}
