import { isIP } from 'node:net';
import type { BackendState } from '../backend-state.ts';
import { type FieldRule, type FieldRules, textRule } from '../validation/field-rules.ts';
import { isPrivateHost } from './private-address.ts';
import { simulationRules } from './simulation-rules.ts';

const noRules: FieldRules = {};

/** The rules of an operation's fields that its contract does not say, and that are checked with it. */
export function fieldRulesOf(operation: string, state: BackendState): FieldRules {
  switch (operation) {
    case 'skills.addExternal':
      return { registryUrl: registryUrlRule(state), registrySkillName: skillNameRule };
    case 'skills.autosync.set':
      return { registryUrl: registryUrlRule(state) };
    case 'simulation.create':
      return simulationRules;
    default:
      return noRules;
  }
}

/** The backend looks for the host's address; the kit's registries have one that is allowed. */
function registryUrlRule({ skillRegistries }: BackendState): FieldRule {
  return textRule(url => {
    if (!/^https?:\/\//.test(url)) {
      return 'registryUrl must use http:// or https:// scheme';
    }
    if (!URL.canParse(url)) {
      return 'registryUrl must contain a valid hostname';
    }
    const { hostname } = new URL(url);
    if (skillRegistries.hasHost(hostname)) {
      return undefined;
    }
    if (isPrivateHost(hostname)) {
      return 'registryUrl resolves to a private/internal address';
    }
    return isIP(hostname) === 0 ? 'registryUrl hostname is not resolvable' : undefined;
  });
}

const skillNameRule = textRule(name =>
  /^[a-zA-Z0-9][a-zA-Z0-9._-]*$/.test(name)
    ? undefined
    : "registrySkillName must start with alphanumeric and contain only letters, digits, '.', '_', or '-'",
);
