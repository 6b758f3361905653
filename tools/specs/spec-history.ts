// Behaviour changes through `openspec/changes`: the archived changes, one after the other, make the specifications.
import { git } from '../common/git.ts';
import type { Problem } from '../common/problem.ts';
import { type Change, type Delta, listChanges, readDeltas } from './change-deltas.ts';
import { parseRequirements } from './requirements.ts';
import { type Scenario, scenariosOf } from './scenarios.ts';
import { specificationTexts } from './specification-texts.ts';

/** What turns a rule into another one, beside code and numbers. The first letters stand for all forms of a verb. */
const DECISIVE =
  /`[^`]+`|\b\d[\d.,]*\b|\bSHALL(?: NOT)?\b|\b(?:not|no|none|nor|never|neither|nothing|nobody|cannot|only|unless|except|without|before|after)\b|\b(?:accept|allow|den[iy]|fail|forbid|ignor|refus|reject|succe|throw)/gi;

/** What wording alone leaves as it is: code, numbers, negations and verdicts, in any order. */
const substanceOf = (text: string): string =>
  (text.match(DECISIVE) ?? [])
    .map(word => (word.startsWith('`') ? word : word.toLowerCase()))
    .toSorted()
    .join(' ');

/** A requirement's text and its scenarios, each with its steps, without their wording. */
function outlineOf(text: string, scenarios: readonly Scenario[]): string[] {
  const steps = ({ body }: Scenario) =>
    Array.from(body.matchAll(/^- \*\*(?<kind>\w+)\*\* (?<said>.*)$/gm), ({ groups }) =>
      `${groups?.['kind']} ${substanceOf(groups?.['said'] ?? '')}`.trim(),
    ).join(', ');
  return [
    `its text (${substanceOf(text)})`,
    ...scenarios.map(scenario => `"${scenario.name}" (${steps(scenario)})`),
  ];
}

/** A requirement as changes left it. More than one outline where changes whose order is not known altered it. */
interface Told {
  readonly moment: string;
  readonly change: string;
  readonly outlines: readonly (readonly string[])[];
}

/**
 * When each change was archived, as a text that sorts: by the day in its folder's name, then by the commit that
 * brought it, of which none is the latest. Changes that one commit brought have the same moment.
 */
function momentsOf(root: string, changes: readonly Change[]): Map<Change, string> {
  const options = '--reverse --diff-filter=A --no-renames --name-only --format=tformat:commit';
  const proposals = 'openspec/changes/archive/*/proposal.md';
  const log = git(root, 'log', ...options.split(' '), '--', proposals);
  const commits = (log ?? '').split(/^commit$/m);
  return new Map(
    changes.map(change => {
      const day = change.folder.split('/').at(-1)?.slice(0, 10) ?? '';
      const commit = commits.findLastIndex(files => files.includes(`${change.folder}/`));
      const order = commit < 0 ? commits.length : commit;
      return [change, `${day} ${String(order).padStart(6, '0')}`];
    }),
  );
}

/** The requirements that the archived changes leave, by `capability/name`. */
function toldRequirements(root: string): Map<string, Told> {
  const told = new Map<string, Told>();
  const archived = listChanges(root).filter(({ folder }) => folder.includes('/archive/'));
  const moments = momentsOf(root, archived);
  const momentOf = (change: Change) => moments.get(change) ?? '';
  const inOrder = archived.toSorted((one, other) =>
    momentOf(one) === momentOf(other) ? 0 : momentOf(one) < momentOf(other) ? -1 : 1,
  );
  for (const change of inOrder) {
    const when = { moment: momentOf(change), change: change.id };
    for (const delta of readDeltas(root, change)) apply(told, delta, when);
  }
  return told;
}

function apply(
  told: Map<string, Told>,
  { capability, kind, requirement, formerName, text, scenarios }: Delta,
  when: { moment: string; change: string },
): void {
  const key = `${capability}/${requirement}`;
  const former = told.get(`${capability}/${formerName ?? requirement}`);
  if (kind === 'REMOVED') {
    told.delete(key);
  } else if (kind === 'RENAMED') {
    told.delete(`${capability}/${formerName}`);
    told.set(key, former ?? { ...when, outlines: [] });
  } else {
    const sameMoment = former?.moment === when.moment ? former.outlines : [];
    told.set(key, { ...when, outlines: [...sameMoment, outlineOf(text, scenarios)] });
  }
}

const REMEDY =
  'A change of behaviour goes through openspec/changes (see CONTRIBUTING.md); in openspec/specs only wording is edited, not code, numbers, negations or verdicts.';

/** Requirements and scenarios that came, went or say otherwise without a change. */
export function historyProblems(root: string): Problem[] {
  const told = toldRequirements(root);
  const problems: Problem[] = [];
  for (const specification of specificationTexts(root)) {
    const { file, capability, text } = specification;
    const scenarios = scenariosOf(specification);
    const lines = text.split('\n');
    for (const { name, text: own } of parseRequirements(text)) {
      const key = `${capability}/${name}`;
      const line = lines.findIndex(one => one.trim() === `### Requirement: ${name}`) + 1;
      const known = told.get(key);
      told.delete(key);
      const outline = outlineOf(
        own,
        scenarios.filter(({ requirement }) => requirement === name),
      );
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
