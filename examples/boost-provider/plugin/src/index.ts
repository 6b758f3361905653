import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import { boostModule } from './boost-module';
import { catalogModule } from './catalog-module';

/** Both modules: RHDH loads the default export of a package. */
// oxlint-disable-next-line import/no-default-export
export default createBackendFeatureLoader({ loader: () => [boostModule, catalogModule] });
