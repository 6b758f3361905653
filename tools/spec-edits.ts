// What was written into the specifications themselves, without a change of its own.
import { knownScenarios, notesOn, scenarioLine } from './scenario-lines.ts';
import { currentScenarios, type Scenario } from './scenarios.ts';

/**
 * The scenarios that were added, altered and removed, as Markdown; nothing where there are none.
 *
 * @param before The scenarios that held before.
 * @param told The ids of those that a change tells of.
 */
export function summarizeEdits(
  root: string,
  before: readonly Scenario[],
  told: ReadonlySet<string>,
): string | undefined {
  const known = knownScenarios(root);
  const now = currentScenarios(root);
  const earlier = new Map(before.map(scenario => [scenario.id, scenario]));
  const ids = new Set(now.map(({ id }) => id));
  const part = (title: string, scenarios: readonly Scenario[], proofs = known): string[] => {
    const lines = scenarios
      .filter(({ id }) => !told.has(id))
      .map(scenario => scenarioLine(scenario, proofs, `${scenario.capability}: `));
    return lines.length === 0 ? [] : [`## ${title}`, lines.join('\n')];
  };
  const parts = [
    ...part(
      'Added',
      now.filter(({ id }) => !earlier.has(id)),
    ),
    ...part(
      'Altered',
      now.filter(({ id, body }) => (earlier.get(id)?.body ?? body).trim() !== body.trim()),
    ),
    // Nothing proves them any more.
    ...part(
      'Removed',
      before.filter(({ id }) => !ids.has(id)),
      new Map(),
    ),
  ];
  return parts.length === 0
    ? undefined
    : `${['# Written into the specifications', ...notesOn(root, known), ...parts].join('\n\n')}\n`;
}
