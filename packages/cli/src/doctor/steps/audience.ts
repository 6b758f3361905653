import { jwtClaims } from '@rhdh-boost/internal/jwt-claims';
import { type KagentiError, KagentiHttpError } from '@rhdh-boost/kagenti-client';
import { noAccount } from '../account-keys.ts';
import {
  audienceCommands,
  audiencesOf,
  type InboundRule,
  inboundRule,
  ownAudience,
} from '../agent-audience.ts';
import { type ChosenAgent, chosenAgent, noAgentChosen } from '../chosen-agent.ts';
import { callOptions, withKagenti } from '../kagenti-calls.ts';
import { keycloakAccount } from '../kcadm.ts';
import type { Finding, Step, StepContext, StepOutcome } from '../step.ts';

/** Whether the token has the audience that the default agent's AuthBridge expects. */
export const audienceStep: Step = {
  id: 'audience',
  title: 'Audience',
  needs: ['service-account', 'agent'],
  async run(context) {
    const { facts, signal } = context;
    const agent = chosenAgent(context);
    if (agent === undefined) return { skipped: noAgentChosen };
    if (facts.token === undefined) return { skipped: noAccount };
    const claims = jwtClaims(facts.token.value) ?? {};
    const { namespace, name } = agent;
    const fullName = `${namespace}/${name}`;
    let isUnknown = false;
    const outcome = await withKagenti(
      context,
      async kagenti => {
        const options = { ...callOptions, signal };
        const config = await kagenti.agents.identity.config({ namespace, name }, options);
        const rule = config.AuthBridge ? inboundRule(config) : undefined;
        if (rule === undefined) {
          return { summary: `${fullName} has no AuthBridge that checks tokens` };
        }
        return compare(context, agent, rule, claims);
      },
      error => {
        isUnknown = isRuleUnavailable(error);
        return undefined;
      },
    );
    return isUnknown ? withoutRule(agent, claims) : outcome;
  },
};

/**
 * The operation is switched off by its flag or only for operators, or Kagenti cannot ask the pods: it cannot list them,
 * or they do not answer.
 */
function isRuleUnavailable(error: KagentiError): boolean {
  return KagentiHttpError.isInstance(error) && [403, 404, 405, 500, 502].includes(error.status);
}

/** The chat shows whether the agent takes the token; without a rule, a missing audience is no finding. */
function withoutRule(agent: ChosenAgent, claims: Readonly<Record<string, unknown>>): StepOutcome {
  const fullName = `${agent.namespace}/${agent.name}`;
  const audiences = audiencesOf(claims);
  const own = ownAudience(agent, audiences);
  return {
    summary:
      own === undefined
        ? `the token names no audience of ${fullName}, and Kagenti does not say whether it needs one: the chat shows it`
        : own,
    details: { agent: fullName, audiences, expected: null },
  };
}

function compare(
  { configuration }: StepContext,
  agent: ChosenAgent,
  rule: InboundRule,
  claims: Readonly<Record<string, unknown>>,
): StepOutcome {
  const fullName = `${agent.namespace}/${agent.name}`;
  const audiences = audiencesOf(claims);
  const details = { agent: fullName, audiences, expected: rule.audiences };
  const { iss } = claims;
  if (rule.issuer !== undefined && typeof iss === 'string' && rule.issuer !== iss) {
    return { summary: fullName, findings: [otherIssuer(fullName, rule.issuer, iss)], details };
  }
  if (rule.isByHost) {
    return { summary: `${fullName} derives the audience from its host name`, details };
  }
  const own = ownAudience(agent, audiences);
  const matching = rule.audiences.find(audience => audiences.includes(audience)) ?? own;
  if (matching !== undefined) return { summary: matching, details };
  const account = keycloakAccount(configuration);
  return {
    summary: fullName,
    findings: [
      missingAudience(
        fullName,
        audiences,
        rule.audiences[0],
        account && audienceCommands(account, agent, rule.audiences[0]),
      ),
    ],
    details,
  };
}

function otherIssuer(fullName: string, issuer: string, iss: string): Finding {
  return {
    severity: 'error',
    code: 'agent_trusts_other_issuer',
    message: `The AuthBridge of the agent ${fullName} accepts tokens of ${issuer}, and the account's token is of ${iss}.`,
    remedy:
      'Use one realm, and one spelling of its address, in boost.kagenti.auth and in the ConfigMap authbridge-config of the namespace (ISSUER).',
  };
}

/** What `stream` reports too, where the agent's 401 is the first that is known of it. */
export function missingAudience(
  fullName: string,
  audiences: readonly string[],
  expected: string | undefined,
  commands: readonly string[] | undefined,
): Finding {
  const has = audiences.length === 0 ? 'no audience' : `the audiences ${audiences.join(', ')}`;
  return {
    severity: 'error',
    code: 'missing_audience',
    message: `The agent ${fullName} accepts only tokens for ${expected ?? 'its own client in Keycloak'}, and the account's token has ${has}.`,
    remedy:
      'Add the audience mapper of the agent to the client: its client scope as a default scope. With SPIRE the audience is the SPIFFE ID of the agent; replace it in the first command.',
    ...(commands && { commands }),
  };
}
