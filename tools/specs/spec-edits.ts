// What was written into the specifications themselves, without a change of its own.
import type { Delta } from './change-deltas.ts';
import { parseRequirements } from './requirements.ts';
import { type Known, notesOn, scenarioLine } from './scenario-lines.ts';
import { type Scenario, scenariosOf } from './scenarios.ts';
import { type SpecificationText, specificationTexts } from './specification-texts.ts';

/** A scenario, or what stands of a requirement above its scenarios. */
interface Piece {
  readonly key: string;
  readonly capability: string;
  readonly requirement: string;
  readonly text: string;
  /** Nothing where it is a requirement's own text. */
  readonly scenario?: Scenario;
}

const requirementKey = (capability: string, name: string): string =>
  `requirement ${capability}/${name}`;

const scenarioPiece = (scenario: Scenario): Piece => ({
  key: `scenario ${scenario.id}`,
  capability: scenario.capability,
  requirement: scenario.requirement,
  text: scenario.body.trim(),
  scenario,
});

const requirementPiece = (capability: string, requirement: string, text: string): Piece => ({
  key: requirementKey(capability, requirement),
  capability,
  requirement,
  text,
});

function piecesOf(specification: SpecificationText): Piece[] {
  const { capability, text } = specification;
  return [
    ...parseRequirements(text).map(({ name, text: own }) =>
      requirementPiece(capability, name, own),
    ),
    ...scenariosOf(specification).map(scenarioPiece),
  ];
}

/** What a change makes of the specifications, word for word. */
function piecesTold(delta: Delta, earlier: ReadonlyMap<string, Piece>): Piece[] {
  const { capability, kind, requirement, formerName = requirement, scenarios } = delta;
  if (kind === 'REMOVED') return [];
  const before = earlier.get(requirementKey(capability, formerName))?.text ?? '';
  const text = kind === 'RENAMED' ? before : delta.text;
  return [requirementPiece(capability, requirement, text), ...scenarios.map(scenarioPiece)];
}

/** Whether the change takes it out. */
function isTakenOut({ key, capability, requirement, scenario }: Piece, delta: Delta): boolean {
  if (delta.capability !== capability) return false;
  if (delta.kind === 'RENAMED') {
    return scenario === undefined && delta.formerName === requirement;
  }
  if (delta.requirement !== requirement) return false;
  return (
    delta.kind === 'REMOVED' ||
    (scenario !== undefined && !delta.scenarios.map(scenarioPiece).some(one => one.key === key))
  );
}

function lineOf({ capability, requirement, scenario }: Piece, known: Known): string {
  return scenario === undefined
    ? `- ${capability}: requirement ${requirement}`
    : scenarioLine(scenario, known, `${capability}: `);
}

/** What edits are seen against. */
export interface EditsSince {
  /** What the last test run says. */
  readonly known: Known;
  /** The specifications that held before. */
  readonly before: readonly SpecificationText[];
  /** What is told by changes: what stands today as they say is no edit. */
  readonly deltas: readonly Delta[];
}

/** The requirements and scenarios that were added, altered and removed, as Markdown; nothing where there are none. */
export function summarizeEdits(
  root: string,
  { known, before, deltas }: EditsSince,
): string | undefined {
  const then = before.flatMap(piecesOf);
  const now = specificationTexts(root).flatMap(piecesOf);
  const earlier = new Map(then.map(piece => [piece.key, piece]));
  const keys = new Set(now.map(({ key }) => key));
  const told = deltas.flatMap(delta => piecesTold(delta, earlier));
  const edited = now.filter(
    ({ key, text }) => !told.some(piece => piece.key === key && piece.text === text),
  );
  const part = (title: string, pieces: readonly Piece[], proofs = known): string[] =>
    pieces.length === 0
      ? []
      : [`## ${title}`, pieces.map(piece => lineOf(piece, proofs)).join('\n')];
  const parts = [
    ...part(
      'Added',
      edited.filter(({ key }) => !earlier.has(key)),
    ),
    ...part(
      'Altered',
      edited.filter(({ key, text }) => (earlier.get(key)?.text ?? text) !== text),
    ),
    // Nothing proves them any more.
    ...part(
      'Removed',
      then.filter(piece => !keys.has(piece.key) && !deltas.some(delta => isTakenOut(piece, delta))),
      new Map(),
    ),
  ];
  return parts.length === 0
    ? undefined
    : `${['# Written into the specifications', ...notesOn(root, known), ...parts].join('\n\n')}\n`;
}
