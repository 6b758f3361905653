import { findingsFor } from '../routed-findings.ts';
import type { Step } from '../step.ts';

/**
 * Whether the `boost` section is valid: what `boost config check` finds, without what it finds in files that other
 * steps examine.
 */
export const configurationStep: Step = {
  id: 'configuration',
  title: 'Configuration',
  needs: [],
  run: async ({ configuration }) => ({
    summary: configuration.files.join(', '),
    findings: findingsFor('configuration', configuration),
  }),
};
