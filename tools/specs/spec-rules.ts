// The rules for specifications that `openspec validate --strict` does not check.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../common/problem.ts';
import { parseScenarios, type Scenario } from './scenarios.ts';

function stepProblems({ file, line, name, body }: Scenario): Problem[] {
  return ['WHEN', 'THEN']
    .filter(step => !body.includes(`- **${step}** `))
    .map(step => ({
      file,
      line,
      message: `Scenario "${name}" has no ${step}. Add a line that starts with "- **${step}** ".`,
    }));
}

function repeatedNames(scenarios: readonly Scenario[]): Problem[] {
  const firstLines = new Map<string, number>();
  return scenarios.flatMap(({ name, file, line }) => {
    const earlier = firstLines.get(name);
    if (earlier === undefined) {
      firstLines.set(name, line);
      return [];
    }
    return [
      {
        file,
        line,
        message: `Scenario "${name}" stands in line ${earlier} already. A test names a scenario, so each needs a name of its own.`,
      },
    ];
  });
}

/** What a change takes away must say why, and what a user of it does instead. */
function removalProblems(file: string, text: string): Problem[] {
  const lines = text.split('\n');
  let removing = false;
  return lines.flatMap((line, index) => {
    if (line.startsWith('## ')) {
      removing = line.startsWith('## REMOVED Requirements');
    }
    if (!removing || !line.startsWith('### Requirement:')) {
      return [];
    }
    const rest = lines.slice(index + 1);
    const end = rest.findIndex(next => /^#{2,3} /.test(next));
    const body = rest.slice(0, end < 0 ? rest.length : end).join('\n');
    return ['Reason', 'Migration']
      .filter(label => !new RegExp(String.raw`^(- )?\*\*${label}:?\*\*:?\s*\S`, 'm').test(body))
      .map(label => ({
        file,
        line: index + 1,
        message: `The removal of "${line.slice('### Requirement:'.length).trim()}" has no ${label.toLowerCase()}. Add a line "**${label}**: …".`,
      }));
  });
}

/** Every rule broken by the specifications and by the changes to them, archived ones included. */
export function specRuleProblems(root: string): Problem[] {
  return globSync('openspec/{specs,changes/**/specs}/*/spec.md', { cwd: root })
    .sort()
    .flatMap(file => {
      const text = readFileSync(join(root, file), 'utf8');
      const capability = file.split('/').at(-2) ?? '';
      const scenarios = parseScenarios(file, capability, text);
      return [
        scenarios.flatMap(stepProblems),
        file.startsWith('openspec/specs/') ? repeatedNames(scenarios) : [],
        removalProblems(file, text),
      ].flat();
    });
}
