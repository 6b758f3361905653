import type { Finding } from '../finding.ts';

/** A line that a template acts in, which is not YAML. */
const action = /^[ \t]*\{\{/m;

/**
 * What to say instead of a problem with a text that is a template: a warning where nothing in it is
 * about Boost, so that a check of all files of a chart does not fail because of its templates.
 */
export function softenForTemplate(problem: Finding, text: string): Finding {
  if (!isTemplate(text) || /\bboost\b/.test(text)) return problem;
  return describeTemplate(problem);
}

/** Whether a text has lines of a template. */
export function isTemplate(text: string): boolean {
  return action.test(text);
}

/** What to say of a template instead of a problem that keeps it from being read. */
export function describeTemplate(problem: Finding): Finding {
  return {
    ...problem,
    severity: 'warning',
    code: 'helm_template',
    message: 'is a Helm template, which can be checked only after it is rendered',
    hint: 'Check the output: helm template CHART | boost-config check -',
  };
}
