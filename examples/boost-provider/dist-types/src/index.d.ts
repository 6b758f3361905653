/** Both modules: RHDH loads the default export of a package. */
declare const _default: import("@backstage/backend-plugin-api").BackendFeature;
export default _default;
