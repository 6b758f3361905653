import type { Outcome } from './outcome.fixture.ts';
import type { Place, SkillStep } from './step.fixture.ts';

interface ModelSkill extends Place {
  readonly displayName: string;
  uses: number;
}

/** The skills that the backend is to remember. */
export class SkillModel {
  readonly #namespaces: readonly string[];
  #skills: ModelSkill[] = [];

  constructor(namespaces: readonly string[]) {
    this.#namespaces = namespaces;
  }

  do(step: SkillStep): Outcome {
    if (step.act === 'list skills') {
      const here = this.#skills.filter(({ namespace }) => namespace === step.namespace);
      return { status: 200, items: here.map(({ displayName, uses }) => [displayName, uses]) };
    }
    // Only creating and deleting make a name one that Kubernetes takes.
    const asked = step.act === 'create skill' || step.act === 'delete skill';
    const name = asked ? step.name.toLowerCase().replace('_', '-') : step.name;
    const skill = this.#skills.find(one => one.namespace === step.namespace && one.name === name);
    switch (step.act) {
      case 'create skill':
        return { status: this.#create(step, name, skill) };
      case 'delete skill':
        this.#skills = this.#skills.filter(one => one !== skill);
        return { status: skill === undefined ? 404 : 200 };
      default:
        return skill === undefined ? { status: 404 } : tell(skill, step.act);
    }
  }

  #create({ namespace, name: displayName }: Place, name: string, there?: ModelSkill): number {
    if (!this.#namespaces.includes(namespace)) {
      return 404;
    }
    if (there !== undefined) {
      return 409;
    }
    this.#skills.push({ namespace, name, displayName, uses: 0 });
    return 200;
  }
}

function tell(skill: ModelSkill, act: 'get skill' | 'use skill'): Outcome {
  skill.uses += act === 'use skill' ? 1 : 0;
  return { status: 200, state: skill.uses };
}
