import type { Skill } from './skill.ts';

/**
 * The skills in which a word of the query occurs, those with the most occurrences first; all when the
 * query has no word. Parts of words count.
 */
export function searchSkills(skills: readonly Skill[], query: string): readonly Skill[] {
  const words = query.toLowerCase().match(/[\p{L}\p{N}_]+/gu);
  if (words === null) {
    return skills;
  }
  return skills
    .map(skill => ({ skill, score: scoreOf(skill, words) }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .map(({ skill }) => skill);
}

function scoreOf(skill: Skill, words: readonly string[]): number {
  const { displayName, description, category, files } = skill;
  const text = [displayName, description, category, files.get('SKILL.md')?.content ?? '']
    .join(' ')
    .toLowerCase();
  return words.reduce((score, word) => score + text.split(word).length - 1, 0);
}
