// Behaviour changes through `openspec/changes`: the archived changes, one after the other, make the specifications.
import type { Problem } from '../common/problem.ts';
import { type Delta, listChanges, readDeltas } from './change-deltas.ts';
import { parseRequirements } from './requirements.ts';
import { type Scenario, scenariosOf } from './scenarios.ts';
import { specificationTexts } from './specification-texts.ts';

/** What wording alone leaves as it is: the names of the scenarios, and how many outcomes each has. */
function outlineOf(scenarios: readonly Scenario[]): string[] {
  return scenarios.map(
    ({ name, body }) =>
      `"${name}" (outcomes: ${body.match(/^- \*\*(?:THEN|AND)\*\* /gm)?.length ?? 0})`,
  );
}

/** A requirement as changes left it. More than one outline where changes of one day altered it: their order is not recorded. */
interface Told {
  readonly day: string;
  readonly change: string;
  readonly outlines: readonly (readonly string[])[];
}

/** The requirements that the archived changes leave, by `capability/name`. */
function toldRequirements(root: string): Map<string, Told> {
  const told = new Map<string, Told>();
  for (const change of listChanges(root).filter(({ folder }) => folder.includes('/archive/'))) {
    const day = change.folder.split('/').at(-1)?.slice(0, 10) ?? '';
    for (const delta of readDeltas(root, change)) apply(told, delta, { day, change: change.id });
  }
  return told;
}

function apply(
  told: Map<string, Told>,
  { capability, kind, requirement, formerName, scenarios }: Delta,
  when: { day: string; change: string },
): void {
  const key = `${capability}/${requirement}`;
  const former = told.get(`${capability}/${formerName ?? requirement}`);
  if (kind === 'REMOVED') {
    told.delete(key);
  } else if (kind === 'RENAMED') {
    told.delete(`${capability}/${formerName}`);
    told.set(key, former ?? { ...when, outlines: [] });
  } else {
    const sameDay = former?.day === when.day ? former.outlines : [];
    told.set(key, { ...when, outlines: [...sameDay, outlineOf(scenarios)] });
  }
}

const REMEDY =
  'A change of behaviour goes through openspec/changes (see CONTRIBUTING.md); only wording is edited in openspec/specs.';

/** Requirements and scenarios that came, went or gained outcomes without a change. */
export function historyProblems(root: string): Problem[] {
  const told = toldRequirements(root);
  const problems: Problem[] = [];
  for (const specification of specificationTexts(root)) {
    const { file, capability, text } = specification;
    const scenarios = scenariosOf(specification);
    const lines = text.split('\n');
    for (const { name } of parseRequirements(text)) {
      const key = `${capability}/${name}`;
      const line = lines.findIndex(one => one.trim() === `### Requirement: ${name}`) + 1;
      const known = told.get(key);
      told.delete(key);
      const outline = outlineOf(scenarios.filter(({ requirement }) => requirement === name));
      const last = known?.outlines.at(-1) ?? [];
      if (known === undefined) {
        problems.push({ file, line, message: `No change added requirement "${name}". ${REMEDY}` });
      } else if (!known.outlines.some(one => one.join() === outline.join())) {
        const differences = [
          ...outline.filter(one => !last.includes(one)).map(one => `has ${one}`),
          ...last.filter(one => !outline.includes(one)).map(one => `lacks ${one}`),
        ];
        problems.push({
          file,
          line,
          message: `Requirement "${name}" is not as the change ${known.change} left it: it ${differences.join(', ') || 'has its scenarios in another order'}. ${REMEDY}`,
        });
      }
    }
  }
  for (const [key, { change }] of told) {
    problems.push({
      file: `openspec/specs/${key.split('/')[0]}/spec.md`,
      message: `Requirement "${key.slice(key.indexOf('/') + 1)}" of the change ${change} is missing. ${REMEDY}`,
    });
  }
  return problems;
}
