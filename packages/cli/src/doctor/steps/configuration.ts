import type { Finding, Step } from '../step.ts';

/** Whether the `boost` section is valid: what `boost config check` finds. */
export const configurationStep: Step = {
  id: 'configuration',
  title: 'Configuration',
  needs: [],
  async run({ configuration }) {
    const findings = configuration.findings.map(
      ({ severity, code, path, message, hint, location }): Finding => ({
        severity,
        code,
        message: path === undefined ? message : `${path} ${message}`,
        remedy: hint,
        source: location && `${location.file}:${location.line}:${location.column}`,
      }),
    );
    return { summary: configuration.files.join(', '), findings };
  },
};
