/** Registers the provider. */
export declare const boostModule: import("@backstage/backend-plugin-api").BackendFeature;
