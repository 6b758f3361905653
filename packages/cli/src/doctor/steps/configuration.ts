import { listSettings } from '../../configuration/settings.ts';
import { configurationFindings } from '../configuration-findings.ts';
import type { Step } from '../step.ts';

/** Whether the `boost` section is valid: what `boost config check` finds. */
export const configurationStep: Step = {
  id: 'configuration',
  title: 'Configuration',
  needs: [],
  run: async ({ configuration }) => {
    const { files } = configuration;
    return {
      summary: files.length === 0 ? 'variables and options' : files.join(', '),
      findings: configurationFindings(configuration, 'configuration'),
      details: { settings: listSettings(configuration) },
    };
  },
};
