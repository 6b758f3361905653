// Properties draw their cases from one seed, so that a commit which passed passes again.
import { propertySeed } from '@rhdh-boost/test-support/property-runs';
import * as fc from 'fast-check';

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: propertySeed() });
