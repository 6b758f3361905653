import type { Finding } from '../finding.ts';

/** What to do if no file was named and the usual one does not exist: no path was written that could be wrong. */
export function describeNoDefaultFile(problem: Finding): Finding {
  return { ...problem, hint: 'Name your files, or run "boost-config init" to write a first one.' };
}
