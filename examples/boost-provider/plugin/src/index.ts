import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import { boostModule } from './boost-module';
import { catalogModule } from './catalog-module';

/** Both modules: RHDH loads the default export of a package. */
export default createBackendFeatureLoader({ loader: () => [boostModule, catalogModule] });
