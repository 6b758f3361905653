import { parseArgs } from 'node:util';
import { nearestName } from '@rhdh-boost/internal/nearest-name';
import { type Group, groups } from './groups.ts';

/** Where the client's secret comes from: never from the command line, which everybody on the machine may see. */
export const secretVariable = 'KAGENTI_CLIENT_SECRET';

export const usage = `Usage: npm run test:live -- --base-url URL --token-endpoint URL --client-id ID [options]
The client's secret comes from the environment: ${secretVariable}.

Calls every operation of a running Kagenti, on resources of its own, removes them again, and prints a table:
operation, status, milliseconds, what differs from the contract, and how it went.

  --namespace NAME       where its resources are made (the first namespace that Kagenti is switched on for)
  --agent NAMESPACE/NAME a running agent to chat with
  --git-url URL          a repository with a Dockerfile, to be built, waited for and deployed
  --git-path FOLDER      the folder in it (its root)
  --skill-registry URL   a skill registry that the server allows, for external skills
  --every-namespace      also switch the synchronisation of skills on and off, which reaches every namespace
  --only GROUP           one group of operations; may be repeated: ${groups.join(', ')}
  --read-only            send nothing but GET, and so change nothing
  --allow-in-cluster-http
                         take plain http for names of the cluster (*.svc), where its mesh encrypts
  --user REF             the Backstage user to call for, as user:default/jane (a service)
  --strict               exit with 1 also when something could not be tried, for want of a role, a feature or an option
  --json                 print one JSON object instead of the table
  --help                 print this

Exit code: 0 when all that could be tried went well, 1 when something failed, differs from the contract or was left
behind, 2 when it could not begin, 130 when it was interrupted.`;

/** An agent that is there already. */
export interface NamedAgent {
  readonly namespace: string;
  readonly name: string;
}

/** What the suite was asked for. */
export interface LiveArguments {
  readonly baseUrl: string;
  readonly tokenEndpoint: string;
  readonly clientId: string;
  readonly namespace: string | undefined;
  readonly agent: NamedAgent | undefined;
  readonly gitUrl: string | undefined;
  readonly gitPath: string | undefined;
  readonly skillRegistry: string | undefined;
  readonly everyNamespace: boolean;
  readonly groups: readonly Group[];
  readonly readOnly: boolean;
  readonly allowInClusterHttp: boolean;
  readonly user: string | undefined;
  readonly strict: boolean;
  readonly json: boolean;
}

/** A command line that cannot be followed; the message says why, and quotes no value. */
export class UsageError extends Error {
  override name = 'UsageError';
}

const text = { type: 'string' } as const;
const flag = { type: 'boolean', default: false } as const;
const options = {
  'base-url': text,
  'token-endpoint': text,
  'client-id': text,
  namespace: text,
  agent: text,
  'git-url': text,
  'git-path': text,
  'skill-registry': text,
  'every-namespace': flag,
  only: { type: 'string', multiple: true, default: [] as string[] },
  'read-only': flag,
  'allow-in-cluster-http': flag,
  user: text,
  strict: flag,
  json: flag,
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/**
 * Reads the command line.
 *
 * @returns What was asked for; undefined for `--help`.
 * @throws UsageError
 */
export function parseLiveArguments(argv: readonly string[]): LiveArguments | undefined {
  refuseSecret(argv);
  refuseUnknown(argv);
  const values = parse(argv);
  if (values.help) return undefined;
  return {
    baseUrl: required(values, 'base-url'),
    tokenEndpoint: required(values, 'token-endpoint'),
    clientId: required(values, 'client-id'),
    namespace: values.namespace,
    agent: values.agent === undefined ? undefined : namedAgent(values.agent),
    gitUrl: values['git-url'],
    gitPath: values['git-path'],
    skillRegistry: values['skill-registry'],
    everyNamespace: values['every-namespace'],
    groups: values.only.length === 0 ? groups : values.only.map(group),
    readOnly: values['read-only'],
    allowInClusterHttp: values['allow-in-cluster-http'],
    user: values.user,
    strict: values.strict,
    json: values.json,
  };
}

function refuseSecret(argv: readonly string[]): void {
  if (argv.some(argument => /^--?(?:client-?)?secret\b/i.test(argument))) {
    throw new UsageError(
      `A secret on the command line is seen by everybody on the machine, and kept in its history: set the variable ${secretVariable} instead, and give the client another secret.`,
    );
  }
}

/** Before Node's own parser, whose message would quote what was given. */
function refuseUnknown(argv: readonly string[]): void {
  const names = Object.keys(options);
  for (const argument of argv) {
    const name = /^--([^=]*)/.exec(argument)?.[1];
    if (name !== undefined && !names.includes(name)) {
      const near = nearestName(name, names);
      throw new UsageError(
        `There is an option that is not known.${near === undefined ? '' : ` Is --${near} meant?`}`,
      );
    }
  }
}

type Values = ReturnType<typeof parse>;

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options }).values;
  } catch (error) {
    const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
    throw new UsageError(
      code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE'
        ? 'An option lacks its value, or has one that it does not take.'
        : 'There is an argument that belongs to no option.',
    );
  }
}

function required(values: Values, name: 'base-url' | 'token-endpoint' | 'client-id'): string {
  const value = values[name];
  if (value === undefined || value === '') throw new UsageError(`--${name} is missing.`);
  return value;
}

function namedAgent(given: string): NamedAgent {
  const [namespace = '', name = '', ...rest] = given.split('/');
  if (namespace === '' || name === '' || rest.length > 0) {
    throw new UsageError('--agent has the form NAMESPACE/NAME.');
  }
  return { namespace, name };
}

function group(given: string): Group {
  const found = groups.find(name => name === given);
  if (found === undefined) throw new UsageError(`--only takes one of ${groups.join(', ')}.`);
  return found;
}
