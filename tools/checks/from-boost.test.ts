import { boostConfigRegistry } from '@rhdh-boost/config-schema';
import { expect, test } from 'vitest';
import { repositoryRoot } from '../common/problem.ts';
import { trackedFiles } from '../common/tracked-files.ts';
import { quotedIn, textOf } from './conformance/repository-text.ts';
import { renameHeadings, rowsBelow } from './from-boost.fixture.ts';

const reports = trackedFiles(repositoryRoot, 'packages/*/report*.api.md')
  .map(file => textOf(repositoryRoot, file))
  .join('\n');
const publicWords = new Set(reports.match(/[\w$]+/g));

test.each(renameHeadings)(
  'Provider: what "%s" of the guide names on the right exists [developer-tooling/Guide names what replaces it]',
  heading => {
    const named = rowsBelow(heading).flatMap(([, ours = '']) => quotedIn(ours));

    const unknown = named.filter(
      name => !(name in boostConfigRegistry.fields) && !publicWords.has(name),
    );

    expect(named).not.toEqual([]);
    expect(unknown).toEqual([]);
  },
);
