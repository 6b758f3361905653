import type { Problem } from '../../common/problem.ts';
import { linesOf, sectionsOf, textOf } from './repository-text.ts';

const THREATS = 'specifications/prd/security-safety-governance.md';
const USE_CASES = 'specifications/prd/use-case-index.md';

/** A link to a scenario; that it leads to one is for the check of links. */
const SCENARIO = /\]\([^)\s]*openspec\/specs\/[\w-]+\/spec\.md#scenario-[^)\s]+\)/;

/** Something that a document promises, with all that is said of it. */
interface Promised {
  readonly name: string;
  readonly line: number;
  readonly text: string;
}

/** The threats of section 7: a row of its table each, or a heading. */
function threatsOf(root: string): Promised[] {
  const threats: Promised[] = [];
  let isWithin = false;
  for (const { heading, line, text } of sectionsOf(textOf(root, THREATS))) {
    if (heading.startsWith('## ')) isWithin = heading.startsWith('## 7.');
    if (!isWithin) continue;
    const number = /^### (?<number>\d+)\. /.exec(heading)?.groups?.number;
    if (number !== undefined) threats.push({ name: `threat ${number}`, line, text });
    for (const [index, row] of text.split('\n').entries()) {
      const numbered = /^\| (?<number>\d+)\. /.exec(row)?.groups?.number;
      if (numbered !== undefined) {
        threats.push({ name: `threat ${numbered}`, line: line + index, text: row });
      }
    }
  }
  return threats;
}

function useCasesOf(root: string): Promised[] {
  return linesOf(root, USE_CASES).flatMap((text, index) => {
    const number = /^\| (?<number>\d+) \|/.exec(text)?.groups?.number;
    return number === undefined ? [] : [{ name: `use case ${number}`, line: index + 1, text }];
  });
}

/** Threats and use cases that no scenario is named for; and a document in which none was found at all. */
export function promiseProblems(root: string): Problem[] {
  return [
    { file: THREATS, promised: threatsOf(root), where: 'in its section 7' },
    { file: USE_CASES, promised: useCasesOf(root), where: 'in its table' },
  ].flatMap(({ file, promised, where }) =>
    promised.length === 0
      ? [{ file, message: `No numbered row was found ${where}. Number them.` }]
      : promised
          .filter(({ text }) => !SCENARIO.test(text))
          .map(({ name, line }) => ({
            file,
            line,
            message: `No scenario proves ${name}. Link one of openspec/specs there.`,
          })),
  );
}
