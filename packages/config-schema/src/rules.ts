import {
  findAccountMistakes,
  identifyingAccountKeys,
  isAccountMethod,
} from '@rhdh-boost/internal/service-account';
import type { ConfigFields } from './field.ts';
import type { BoostConfigProblem } from './problem.ts';
import type { BoostConfigKey } from './registry.ts';
import { isRequiredField } from './required.ts';
import { isInClusterHttp, isInClusterUrl, isLoopbackUrl } from './url.ts';

/** What the rules know of a configuration. */
interface SetFields {
  /** The values that passed, by key. */
  readonly values: ReadonlyMap<string, unknown>;
  /** The keys that count as set all the same. */
  readonly withoutValue: ReadonlySet<string>;
  /** The keys that one package reads; undefined if the whole section is checked. What one package needs is that package's own matter. */
  readonly keys: readonly string[] | undefined;
}

type Rule = (fields: SetFields) => BoostConfigProblem[];

const allowInClusterHttp: BoostConfigKey = 'boost.kagenti.allowInClusterHttp';
const approvalMode: BoostConfigKey = 'boost.agentApproval.mode';
const approvalEndpoint: BoostConfigKey = 'boost.agentApproval.sonataflow.endpoint';
const accountSection = 'boost.kagenti.auth';
const accountMethod: BoostConfigKey = `${accountSection}.method`;
const securityMode: BoostConfigKey = 'boost.security.mode';
const baseUrl: BoostConfigKey = 'boost.providers.kagenti.baseUrl';
const accountAddresses = [
  `${accountSection}.tokenEndpoint`,
  `${accountSection}.issuer`,
] as const satisfies readonly BoostConfigKey[];
/** Where Kagenti is called: the client of a section reads the base URL of that section instead. */
const kagentiUrls: readonly string[] = [baseUrl, 'boost.entityProviders.kagenti.baseUrl'];
const credentialUrls: readonly string[] = [...accountAddresses, ...kagentiUrls];

/** A value that is there and wrong has its own problem, and an unknown one has none; a rule must not call either missing. */
function isSet({ values, withoutValue }: SetFields, key: string): boolean {
  return values.has(key) || withoutValue.has(key);
}

function findMissingFields(fields: ConfigFields, reading: SetFields): BoostConfigProblem[] {
  return Object.entries(fields)
    .filter(([key, field]) => !isSet(reading, key) && isRequiredField(field))
    .map(([key, { examples = [], description }]) => ({
      path: key,
      code: 'required',
      message: 'is required',
      hint:
        examples.length === 0
          ? `Set it. Meaning of this key: ${description}`
          : `Set it, for example: ${examples.join(', ')}.`,
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

/** The account is the one that calls Kagenti. Whoever uses its tokens alone does not read the base URL. */
const accountCallsKagenti: Rule = reading => {
  if (kagentiUrls.some(key => isSet(reading, key))) return [];
  if (!accountAddresses.some(key => reading.values.has(key))) return [];
  return [
    {
      path: baseUrl,
      code: 'required',
      message: `is missing: the account of ${accountSection} is for calls to it`,
      hint: 'Set it to the URL of the Kagenti backend, such as https://kagenti.example.com, or remove the account.',
    },
  ];
};

/** Without an account nobody could call Kagenti, so that its absence is always explicit. */
const accountOfBackend: Rule = reading => {
  const { values, withoutValue, keys } = reading;
  const called = kagentiUrls.find(key => values.has(key));
  if (keys !== undefined || called === undefined) return [];
  if (values.get(accountMethod) === 'none' || withoutValue.has(accountMethod)) return [];
  if (identifyingAccountKeys.some(key => isSet(reading, `${accountSection}.${key}`))) return [];
  // A method without a secret names what it needs.
  if (serviceAccount(reading).length > 0) return [];
  return [
    {
      path: accountSection,
      code: 'required',
      message: `is missing: ${called} needs an account`,
      hint: `Set issuer, clientId and clientSecret below ${accountSection}; a key whose variable is not set or empty counts as missing. If the backend has no authentication, set ${accountMethod} to none.`,
    },
  ];
};

/** Without an account, only a backend that nobody else can reach may be called, and not where all callers are checked. */
const noAccount: Rule = reading => {
  const { values } = reading;
  // Other keys of the account have a problem already, and may be what is meant.
  if (values.get(accountMethod) !== 'none' || serviceAccount(reading).length > 0) return [];
  const outside = calledUrls(reading).filter(key => {
    const url = values.get(key);
    return typeof url === 'string' && isOutside(url, values.get(allowInClusterHttp) === true);
  });
  const found = [
    ...(values.get(securityMode) === 'full' ? [`${securityMode} is full`] : []),
    ...outside.map(
      key => `${key} is neither on loopback nor, with ${allowInClusterHttp}, in the cluster`,
    ),
  ];
  return found.map(reason => ({
    path: accountMethod,
    code: 'invalid_value',
    message: `must not be none, since ${reason}`,
    hint: `Set issuer, clientId and clientSecret below ${accountSection}, and remove the method.`,
  }));
};

/** A package that reads the base URL of a section calls that one, whatever the section is. */
function calledUrls({ keys }: SetFields): readonly string[] {
  return keys?.filter(key => key.endsWith('.baseUrl')) ?? kagentiUrls;
}

/** In-cluster http without its switch has a problem already. */
function isOutside(url: string, allowsInCluster: boolean): boolean {
  if (isLoopbackUrl(url) || isInClusterHttp(url)) return false;
  return !(allowsInCluster && isInClusterUrl(url));
}

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

const rules = [
  serviceAccount,
  accountCallsKagenti,
  accountOfBackend,
  noAccount,
  approvalWorkflow,
  inClusterHttp,
];

/** What is wrong across fields: what is required and missing, and what each rule finds. */
export function applyRules(fields: ConfigFields, reading: SetFields): BoostConfigProblem[] {
  return [...findMissingFields(fields, reading), ...rules.flatMap(rule => rule(reading))];
}
