// `npm run contract -- FILE|URL [--dry-run] [--format text|markdown|json] [--fail-on-breaking]`: takes a new contract of
// Kagenti in, and says for a reviewer what changed.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { repositoryRoot } from '../common/problem.ts';
import { compareContracts } from './compare-contracts.ts';
import { type ChangeFormat, changeFormats, formatChanges } from './format-changes.ts';
import type { Contract } from './openapi.ts';
import { readContract } from './read-contract.ts';
import { takeIn } from './take-in.ts';

const KEPT = 'packages/kagenti-contract/openapi.json';

/** What the command was asked for. */
export interface ContractWish {
  readonly source: string;
  readonly write: boolean;
  readonly format: ChangeFormat;
  readonly failOnBreaking: boolean;
}

/** Reads the arguments; throws an error that says what the command takes. */
export function readContractArguments(args: readonly string[]): ContractWish {
  const usage = `Give one contract: npm run contract -- FILE|URL [--dry-run] [--format ${changeFormats.join('|')}] [--fail-on-breaking]`;
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : ''}\n${usage}`, { cause: error });
  }
  const { values, positionals } = parsed;
  const format = changeFormats.find(name => name === values.format);
  const [source] = positionals;
  if (source === undefined || positionals.length > 1 || format === undefined)
    throw new Error(usage);
  return {
    source,
    write: values['dry-run'] !== true,
    format,
    failOnBreaking: values['fail-on-breaking'] === true,
  };
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      'dry-run': { type: 'boolean' },
      'fail-on-breaking': { type: 'boolean' },
      format: { type: 'string', default: 'text' },
    },
  });
}

/** Takes a contract in; what changed goes to stdout, what is to be done next to stderr. Gives the exit code. */
export async function takeContractIn(root: string, wish: ContractWish): Promise<0 | 1> {
  const file = join(root, KEPT);
  const before: Contract = JSON.parse(readFileSync(file, 'utf8'));
  const { contract, carriedRoles, withoutRole } = takeIn(await readContract(wish.source), before);
  const changes = compareContracts(before, contract);
  console.log(formatChanges(changes, wish.format));
  if (carriedRoles) {
    console.error('It tells no roles and no flags: those of the contract before were kept.');
  }
  for (const operation of withoutRole) {
    console.error(
      `${operation} tells no role: look it up in the backend's source and write "x-required-role" (and "x-feature-flag") into ${KEPT}.`,
    );
  }
  if (wish.write && changes.length > 0) {
    writeFileSync(file, `${JSON.stringify(contract, null, 1)}\n`);
    console.error(
      `${KEPT} is written. Next: npx vitest run packages/kagenti-contract packages/kagenti-client/test/parity names what the table and the client lack.`,
    );
  }
  return wish.failOnBreaking && changes.some(({ kind }) => kind === 'breaking') ? 1 : 0;
}

if (import.meta.main) {
  try {
    process.exitCode = await takeContractIn(
      repositoryRoot,
      readContractArguments(process.argv.slice(2)),
    );
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  }
}
