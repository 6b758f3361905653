// `npm run check:specifications`: OpenSpec's strict validation, and the rules that it does not check.
import { spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { type Problem, report, repositoryRoot } from '../common/problem.ts';
import { historyProblems } from './spec-history.ts';
import { specRuleProblems } from './spec-rules.ts';

/** What `openspec validate --all --strict --json` prints, as far as it is read here. */
export interface Validation {
  readonly items: readonly {
    readonly id: string;
    readonly type: string;
    readonly valid: boolean;
    readonly issues: readonly {
      readonly level: string;
      readonly path: string;
      readonly message: string;
    }[];
  }[];
}

/** What OpenSpec's answer means for us. */
export function validationProblems({ items }: Validation): Problem[] {
  if (items.length === 0) {
    return [{ message: 'openspec validated nothing. Are there specifications in openspec/specs?' }];
  }
  return items.flatMap(({ id, type, issues, valid }) => {
    const grave = issues.filter(
      // A change that cannot be archived is told as a mere INFO, and found out when it is too late.
      ({ level, message }) => level !== 'INFO' || message.startsWith('Archive would refuse'),
    );
    const messages = grave.map(({ path, message }) => ({
      message: `${type} ${id}, ${path}: ${message}`,
    }));
    return valid || messages.length > 0 ? messages : [{ message: `${type} ${id} is not valid.` }];
  });
}

function openspec(root: string, ...args: readonly string[]) {
  return spawnSync(
    process.execPath,
    [join(repositoryRoot, 'node_modules/@fission-ai/openspec/bin/openspec.js'), ...args],
    {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, OPENSPEC_TELEMETRY: '0', NO_COLOR: '1' },
    },
  );
}

/** Every problem of the specifications under a folder. */
export function specificationProblems(root: string): Problem[] {
  const { stdout, stderr } = openspec(root, 'validate', '--all', '--strict', '--json');
  let validation: Validation;
  try {
    validation = JSON.parse(stdout);
  } catch {
    return [{ message: `openspec gave no answer: ${stdout}${stderr}` }];
  }
  const problems = [
    ...validationProblems(validation),
    ...specRuleProblems(root),
    ...historyProblems(root),
  ];
  const archivedChanges = globSync('openspec/changes/archive/*/', { cwd: root });
  for (const folder of archivedChanges) {
    if (!existsSync(join(root, folder, 'tasks.md'))) {
      problems.push({ file: folder, message: 'An archived change has a tasks.md with its proof.' });
    }
  }
  if (archivedChanges.length > 0) {
    const archived = openspec(root, 'validate', '--archived');
    if (archived.status !== 0) {
      problems.push({ message: `${archived.stdout}${archived.stderr}`.trim() });
    }
  }
  return problems;
}

if (import.meta.main) {
  report(specificationProblems(repositoryRoot));
}
