import type { z } from 'zod';
import type { ConfigFieldMeta } from './field.ts';
import { agentApprovalFields } from './fields/agent-approval.ts';
import { devSpacesFields } from './fields/dev-spaces.ts';
import { featureFields } from './fields/features.ts';
import { kagentiAuthFields } from './fields/kagenti-auth.ts';
import { kagentiProviderFields } from './fields/kagenti-provider.ts';
import { modelFields } from './fields/model.ts';
import { securityFields } from './fields/security.ts';
import { skillsMarketplaceFields } from './fields/skills-marketplace.ts';

/** The version of the configuration: which keys there are and what they may hold. */
export const BOOST_CONFIG_SCHEMA_VERSION = 2;

const fields = {
  ...securityFields,
  ...modelFields,
  ...featureFields,
  ...agentApprovalFields,
  ...skillsMarketplaceFields,
  ...kagentiAuthFields,
  ...kagentiProviderFields,
  ...devSpacesFields,
};

/** The dotted path of a field, such as `boost.kagenti.auth.clientId`. */
export type BoostConfigKey = keyof typeof fields;

/** The registry: each field by its key, with its own schema. */
export type BoostConfigFields = {
  readonly [Key in BoostConfigKey]: ConfigFieldMeta<(typeof fields)[Key]['schema']>;
};

/** What the schema of a field gives; undefined is part of it where the field is optional. */
export type BoostConfigValue<Key extends BoostConfigKey> = z.output<
  BoostConfigFields[Key]['schema']
>;

/** Every field of the `boost` section. Types, schema files and checks are made from it. */
export const boostConfigFields: BoostConfigFields = fields;
