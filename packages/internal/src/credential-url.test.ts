import { credentialUrls } from '@rhdh-boost/test-support/credential-urls';
import { expect, test } from 'vitest';
import { judgeCredentialUrl } from './credential-url.ts';

const verdicts = {
  allowed: ['safe'],
  'with-switch': ['in-cluster'],
  refused: ['insecure', 'user-information', 'invalid'],
};

test.each(credentialUrls)('$url is $verdict', ({ url, verdict }) => {
  expect(verdicts[verdict]).toContain(judgeCredentialUrl(url).verdict);
});
