export {
  authority,
  certificate as good,
  certificateKey,
  expired,
  ofAnotherName,
  selfSigned,
} from '@rhdh-boost/test-support/certificates';
