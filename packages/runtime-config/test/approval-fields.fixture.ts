import { boostFieldSet, combineConfigFields } from '@rhdh-boost/config-schema';
import { sampleRegistry } from './sample-fields.fixture.ts';

export const mode = 'boost.agentApproval.mode';
export const endpoint = 'boost.agentApproval.sonataflow.endpoint';
export const clientId = 'boost.kagenti.auth.clientId';
export const clientSecret = 'boost.kagenti.auth.clientSecret';

const approvalFieldSet = {
  ...boostFieldSet,
  fields: Object.fromEntries(
    Object.entries(boostFieldSet.fields).map(([key, field]) => [
      key,
      [endpoint, clientId, clientSecret].includes(key)
        ? { ...field, configScope: 'db-overridable' as const }
        : field,
    ]),
  ),
};

/** Boost's own fields, of which some that rules connect can be overridden too, and the sample's. */
export const approvalRegistry = combineConfigFields([
  approvalFieldSet,
  ...sampleRegistry.sets.filter(({ owner }) => owner !== boostFieldSet.owner),
]);

/** The URL of a workflow. */
export const workflow = 'https://workflow.example.com/approve';
