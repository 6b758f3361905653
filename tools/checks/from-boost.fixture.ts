import { repositoryRoot } from '../common/problem.ts';
import { sectionsOf, textOf } from './conformance/repository-text.ts';

export const guideText = textOf(repositoryRoot, 'docs/from-boost-0.8.md');

const sections = sectionsOf(guideText);

/** Headings of the tables that have a name of Boost on the left and ours on the right. */
export const renameHeadings = [
  '### Configuration keys',
  '### Classes and functions',
  '### Errors',
  '### Caches and tables',
];

/** The cells of the rows of a table of the guide, by the heading above it. */
export function rowsBelow(heading: string): string[][] {
  const text = sections.find(section => section.heading === heading)?.text ?? '';
  const [, , ...rows] = text.split('\n').filter(line => line.startsWith('|'));
  return rows.map(row => row.slice(2, -2).split(' | '));
}
