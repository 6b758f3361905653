// Code blocks of documents that quote regions of source files: `npm run generate` writes them, and
// `npm run check -- snippets` refuses one that differs.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lineAt, type Problem, report, repositoryRoot } from '../common/problem.ts';
import { trackedFiles } from '../common/tracked-files.ts';
import { type SourceRegion, sourceRegions } from './source-regions.ts';

/** The comment `<!-- from FILE#REGION -->`, with several regions as `#ONE,TWO`, and the code block below it. */
const quotation =
  /^<!-- from (?<place>.*?) -->\n(?:(?<fence>```[^\n]*\n)(?<code>[\s\S]*?)^```$)?/gm;
/** Such a comment anywhere, unless a document explains it in backticks. */
const comment = /(?<!`)<!--\s*from\b/g;

/** A code block that quotes regions, and what it should contain. */
interface Quotation {
  readonly document: string;
  /** Where the code begins in the document. */
  readonly offset: number;
  readonly code: string;
  readonly expected: string;
}

/** The quotations of all documents, and everything that is wrong with them and with the regions. */
function readQuotations(root: string): { quotations: Quotation[]; problems: Problem[] } {
  const sources = trackedFiles(root, '*.ts', '*.tsx', '*.yaml').map(file =>
    sourceRegions(root, file),
  );
  const problems = sources.flatMap(source => source.problems);
  const regions = sources.flatMap(source => source.regions);
  const quoted = new Set<SourceRegion>();
  const quotations: Quotation[] = [];
  for (const document of trackedFiles(root, '*.md')) {
    const text = readFileSync(join(root, document), 'utf8');
    const found = Array.from(text.matchAll(quotation));
    const read = new Set(found.map(({ index }) => index));
    for (const { index } of text.matchAll(comment)) {
      if (read.has(index)) continue;
      const message =
        'Nothing compares the code below this comment. Put only <!-- from FILE#REGION --> into its line, and end lines with LF alone.';
      problems.push({ file: document, line: lineAt(text, index), message });
    }
    for (const { groups, index } of found) {
      const { place = '', fence, code = '' } = groups ?? {};
      const refuse = (message: string) =>
        problems.push({ file: document, line: lineAt(text, index), message });
      const named = regionsAt(regions, place, refuse);
      for (const region of named) quoted.add(region);
      const expected = named.map(region => region.code).join('\n');
      if (fence === undefined) {
        refuse('No code block follows this comment. Add an empty one below it.');
      } else if (expected !== '') {
        const offset = text.indexOf(fence, index) + fence.length;
        quotations.push({ document, offset, code, expected });
        if (code !== expected) refuse(`The code differs from ${place}. Run "npm run generate".`);
      }
    }
  }
  for (const { file, name, line } of regions.filter(region => !quoted.has(region))) {
    const message = `No document quotes the region "${name}". Quote it below <!-- from ${file}#${name} -->, or remove its comments.`;
    problems.push({ file, line, message });
  }
  return { quotations, problems };
}

/** The regions that a comment names; none unless all exist. */
function regionsAt(
  regions: readonly SourceRegion[],
  place: string,
  refuse: (message: string) => void,
): SourceRegion[] {
  const [file = '', names = ''] = place.split('#');
  const known = regions.filter(region => region.file === file);
  const found = names.split(',').map(name => known.find(region => region.name === name));
  if (found.every(region => region !== undefined)) return found;
  const knownNames = known.map(({ name }) => name).join(', ');
  refuse(
    known.length === 0
      ? `"${file}" is no TypeScript or YAML file with regions.`
      : `${file} does not have all regions of "${names}". It has ${knownNames}.`,
  );
  return [];
}

/** Everything that is wrong with quotations and regions. */
export function snippetProblems(root: string): readonly Problem[] {
  return readQuotations(root).problems;
}

/** Writes the code of the regions into the documents that quote them. */
export function writeSnippets(root: string): void {
  // From the end, so that the offsets before stay.
  for (const { document, offset, code, expected } of readQuotations(root).quotations.toReversed()) {
    if (code === expected) continue;
    const file = join(root, document);
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.slice(0, offset) + expected + text.slice(offset + code.length));
  }
}

if (import.meta.main) {
  if (!process.argv.includes('--check')) writeSnippets(repositoryRoot);
  report(snippetProblems(repositoryRoot));
}
