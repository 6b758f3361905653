/** Lists Kagenti's agents in the catalog. */
export declare const catalogModule: import("@backstage/backend-plugin-api").BackendFeature;
