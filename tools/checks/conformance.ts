// `npm run check:conformance`: the registry, the contract, the table of operations, the public API and the documents
// agree with each other.

import { type Problem, report, repositoryRoot } from '../common/problem.ts';
import { capabilityProblems } from './conformance/capabilities.ts';
import { decisionProblems } from './conformance/decisions.ts';
import { errorCodeProblems } from './conformance/error-codes.ts';
import { fieldProblems } from './conformance/fields.ts';
import { permissionProblems } from './conformance/permissions.ts';
import { promiseProblems } from './conformance/promises.ts';
import { undocumentedProblems } from './conformance/undocumented.ts';

/** Every place where they do not. */
export function conformanceProblems(root: string): Problem[] {
  return [
    ...fieldProblems(root),
    ...permissionProblems(root),
    ...errorCodeProblems(root),
    ...capabilityProblems(root),
    ...undocumentedProblems(root),
    ...decisionProblems(root),
    ...promiseProblems(root),
  ];
}

if (import.meta.main) {
  report(conformanceProblems(repositoryRoot));
}
