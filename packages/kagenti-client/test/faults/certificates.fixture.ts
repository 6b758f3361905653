export { expired, ofAnotherName, selfSigned } from '@rhdh-boost/test-support/certificates';
