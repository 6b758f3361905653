import type { z } from 'zod';
import type { BoostConfigValues } from './boost-config.ts';
import type { ConfigFieldMeta } from './field.ts';
import { agentApprovalFields } from './fields/agent-approval.ts';
import { devSpacesFields } from './fields/dev-spaces.ts';
import { featureFields } from './fields/features.ts';
import { kagentiAuthFields } from './fields/kagenti-auth.ts';
import { kagentiProviderFields } from './fields/kagenti-provider.ts';
import { modelFields } from './fields/model.ts';
import { securityFields } from './fields/security.ts';
import { skillsMarketplaceFields } from './fields/skills-marketplace.ts';
import { lazyFields } from './lazy-fields.ts';

/**
 * The version of the configuration: which keys there are and what they may hold. The next one is 6,
 * and its migration leads to 6 from 2: rows of the database that Boost 0.8 wrote carry numbers of
 * its own up to 5, and would pass for rows of a version 3 to 5 of ours.
 */
export const BOOST_CONFIG_SCHEMA_VERSION = 2;

/** The dotted path of a field, such as `boost.kagenti.auth.clientId`. */
export type BoostConfigKey = keyof BoostConfigValues;

/** The registry: each field by its key, with a schema of its own. */
export type BoostConfigFields = {
  readonly [Key in BoostConfigKey]: ConfigFieldMeta<z.ZodType<BoostConfigValues[Key]>>;
};

/**
 * Every field of the `boost` section. Schema files, checks and types are made from it; the types
 * stand in a generated file, which the compiler holds against this table.
 */
export const boostConfigFields: BoostConfigFields = lazyFields({
  ...securityFields,
  ...modelFields,
  ...featureFields,
  ...agentApprovalFields,
  ...skillsMarketplaceFields,
  ...kagentiAuthFields,
  ...kagentiProviderFields,
  ...devSpacesFields,
});
