import type { OfferedSkill, SkillRegistries } from '../skills/skill-registries.ts';

/** Where the skills of a backend come from. */
export interface SkillsControl {
  /** The skill registry at a URL. */
  registry(url: string): SkillRegistryControl;
  /**
   * Makes the round that the real backend makes by itself every so many seconds while its synchronisation
   * is on: what the registry offers is there afterwards, and what it offers no more is gone. Without a
   * registry at the URL nothing happens.
   */
  synchronise(): void;
}

/** A skill registry in the hands of a test. */
export interface SkillRegistryControl {
  /**
   * Offers skills in place of those that there are. From then on the registry's host has an address, and
   * the backend takes the URL; without that it refuses a URL, as one whose host has none.
   */
  offer(skills: readonly OfferedSkill[]): void;
}

export function skillsControl(registries: SkillRegistries, synchronise: () => void): SkillsControl {
  return {
    registry: url => ({ offer: skills => registries.offer(url, [...skills]) }),
    synchronise,
  };
}
