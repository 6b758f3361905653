import type { BoostConfigProblem } from './problem.ts';
import { type BoostConfigKey, boostConfigFields } from './registry.ts';
import type { Reading } from './section.ts';
import { isInClusterHttp } from './url.ts';

type Rule = (reading: Reading) => BoostConfigProblem[];

const allowInClusterHttp: BoostConfigKey = 'boost.kagenti.allowInClusterHttp';
const approvalMode: BoostConfigKey = 'boost.agentApproval.mode';
const approvalEndpoint: BoostConfigKey = 'boost.agentApproval.sonataflow.endpoint';
const serviceAccount: readonly BoostConfigKey[] = [
  'boost.kagenti.auth.tokenEndpoint',
  'boost.kagenti.auth.clientId',
  'boost.kagenti.auth.clientSecret',
];
const credentialUrls: readonly BoostConfigKey[] = [
  'boost.kagenti.auth.tokenEndpoint',
  'boost.providers.kagenti.baseUrl',
];

/** A value that is there and wrong has its own problem; a rule must not call it missing too. */
function isSet({ values, rejected }: Reading, key: string): boolean {
  return values.has(key) || rejected.has(key);
}

const requiredFields: Rule = reading =>
  Object.entries(boostConfigFields)
    .filter(([key, field]) => !isSet(reading, key) && !field.schema.safeParse(undefined).success)
    .map(([key, field]) => ({
      path: key,
      code: 'required',
      message: 'is required in a boost section',
      hint: `Set it, for example to ${field.examples?.join(', ')}.`,
    }));

const serviceAccountTogether: Rule = reading => {
  const missing = serviceAccount.filter(key => !isSet(reading, key));
  if (missing.length === serviceAccount.length) return [];
  return missing.map(key => ({
    path: key,
    code: 'required',
    message: 'is missing: tokenEndpoint, clientId and clientSecret go together',
    hint: 'Set all three below boost.kagenti.auth, or none; a ${VARIABLE} that is not set leaves its key out.',
  }));
};

const approvalWorkflow: Rule = reading => {
  if (reading.values.get(approvalMode) !== 'sonataflow') return [];
  if (isSet(reading, approvalEndpoint)) return [];
  return [
    {
      path: approvalEndpoint,
      code: 'required',
      message: `is required, since ${approvalMode} is sonataflow`,
      hint: 'Set it to the URL of the workflow.',
    },
  ];
};

const inClusterHttp: Rule = ({ values, rejected }) => {
  if (values.get(allowInClusterHttp) === true || rejected.has(allowInClusterHttp)) return [];
  return credentialUrls
    .filter(key => {
      const url = values.get(key);
      return typeof url === 'string' && isInClusterHttp(url);
    })
    .map(key => ({
      path: key,
      code: 'insecure_url',
      message: 'must be https, since a credential is sent there',
      hint: `Use https, or set ${allowInClusterHttp} to true where the cluster's mesh encrypts the traffic.`,
    }));
};

const rules = [requiredFields, serviceAccountTogether, approvalWorkflow, inClusterHttp];

/** What is wrong across fields: what each rule finds in the values of one configuration. */
export function applyRules(reading: Reading): BoostConfigProblem[] {
  return rules.flatMap(rule => rule(reading));
}
