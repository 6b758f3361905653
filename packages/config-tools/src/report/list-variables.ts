import type { TemplateVariable } from '../init/config-template.ts';

/** Lists variables that must be set, each in a line with its key. */
export function listVariables(variables: readonly TemplateVariable[]): string {
  const longest = Math.max(0, ...variables.map(({ name }) => name.length));
  return variables.map(({ name, key }) => `  ${name.padEnd(longest)}  ${key}\n`).join('');
}
