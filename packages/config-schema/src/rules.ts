import { findAccountMistakes, isAccountMethod } from '@rhdh-boost/internal/service-account';
import type { ConfigFields } from './field.ts';
import type { BoostConfigProblem } from './problem.ts';
import type { BoostConfigKey } from './registry.ts';
import { isRequiredField } from './required.ts';
import { isInClusterHttp } from './url.ts';

/** What the rules know of a configuration. */
interface SetFields {
  /** The values that passed, by key. */
  readonly values: ReadonlyMap<string, unknown>;
  /** The keys that count as set all the same. */
  readonly withoutValue: ReadonlySet<string>;
}

type Rule = (fields: SetFields) => BoostConfigProblem[];

const allowInClusterHttp: BoostConfigKey = 'boost.kagenti.allowInClusterHttp';
const approvalMode: BoostConfigKey = 'boost.agentApproval.mode';
const approvalEndpoint: BoostConfigKey = 'boost.agentApproval.sonataflow.endpoint';
const accountSection = 'boost.kagenti.auth';
const accountMethod: BoostConfigKey = `${accountSection}.method`;
const defaultAgent: BoostConfigKey = 'boost.providers.kagenti.defaultAgent';
const namespaces: BoostConfigKey = 'boost.providers.kagenti.namespaces';
const credentialUrls: readonly BoostConfigKey[] = [
  'boost.kagenti.auth.tokenEndpoint',
  'boost.kagenti.auth.issuer',
  'boost.providers.kagenti.baseUrl',
];

/** A value that is there and wrong has its own problem, and an unknown one has none; a rule must not call either missing. */
function isSet({ values, withoutValue }: SetFields, key: string): boolean {
  return values.has(key) || withoutValue.has(key);
}

function findMissingFields(fields: ConfigFields, reading: SetFields): BoostConfigProblem[] {
  return Object.entries(fields)
    .filter(([key, field]) => !isSet(reading, key) && isRequiredField(field))
    .map(([key, field]) => ({
      path: key,
      code: 'required',
      message: 'is required',
      hint: `Set it, for example: ${(field.examples ?? []).join(', ')}.`,
    }));
}

const serviceAccount: Rule = reading => {
  // Each method has rules of its own, so that without it nothing can be said.
  if (reading.withoutValue.has(accountMethod)) return [];
  const method = reading.values.get(accountMethod);
  return findAccountMistakes(accountSection, isAccountMethod(method) ? method : undefined, {
    isSet: key => isSet(reading, `${accountSection}.${key}`),
    valueOf: key => reading.values.get(`${accountSection}.${key}`),
  }).map(({ key, code, message, hint }) => ({
    path: `${accountSection}.${key}`,
    code,
    message,
    hint,
  }));
};

const approvalWorkflow: Rule = reading => {
  if (reading.values.get(approvalMode) !== 'sonataflow') return [];
  if (isSet(reading, approvalEndpoint)) return [];
  return [
    {
      path: approvalEndpoint,
      code: 'required',
      message: `is required because ${approvalMode} is sonataflow`,
      hint: 'Set it to the URL of the workflow.',
    },
  ];
};

const inClusterHttp: Rule = ({ values, withoutValue }) => {
  if (values.get(allowInClusterHttp) === true || withoutValue.has(allowInClusterHttp)) return [];
  return credentialUrls
    .filter(key => {
      const url = values.get(key);
      return typeof url === 'string' && isInClusterHttp(url);
    })
    .map(key => ({
      path: key,
      code: 'insecure_url',
      message: 'must be https, because a credential is sent there',
      hint: `Use https. If the cluster's mesh encrypts the traffic, set ${allowInClusterHttp} to true instead.`,
    }));
};

/** Otherwise every chat that names no agent would be refused. */
const defaultAgentMayBeCalled: Rule = ({ values }) => {
  const agent = values.get(defaultAgent);
  const callable = values.get(namespaces);
  if (typeof agent !== 'string' || !Array.isArray(callable)) return [];
  if (callable.includes(agent.split('/')[0])) return [];
  return [
    {
      path: defaultAgent,
      code: 'invalid_value',
      message: `is in a namespace that ${namespaces} does not list`,
      hint: `Add its namespace to ${namespaces}, or choose an agent of a listed namespace.`,
    },
  ];
};

const rules = [serviceAccount, approvalWorkflow, inClusterHttp, defaultAgentMayBeCalled];

/** What is wrong across fields: what is required and missing, and what each rule finds. */
export function applyRules(fields: ConfigFields, reading: SetFields): BoostConfigProblem[] {
  return [...findMissingFields(fields, reading), ...rules.flatMap(rule => rule(reading))];
}
