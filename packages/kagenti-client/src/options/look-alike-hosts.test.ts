import { expect, test } from 'vitest';
import { parseBaseUrl } from './base-url.ts';

// Names and addresses that begin with, end with or contain one to which http is allowed.
test.each([
  'kagenti.svc.example.com',
  'kagenti.team1.svc.cluster.local.example.com',
  'kagenti.team1.svc.',
  'kagenti.team1.svc-example.com',
  'kagenti-svc',
  'svc.cluster.local',
  'kagenti.team1.svcxcluster.local',
  '127.0.0.1.example.com',
  'a127.0.0.1.example.com',
  '128.0.0.1',
  'localhost.example.com',
  'kagenti.localhost',
  'notlocalhost',
  '[::1:1]',
  '[::ffff:127.0.0.1]',
  'example.com',
])(
  'http on %s is refused also where in-cluster http is allowed [kagenti-api/Base URL without protection is refused]',
  host => {
    for (const allowInClusterHttp of [false, true]) {
      expect(() => parseBaseUrl(`http://${host}`, allowInClusterHttp)).toThrow('is not https');
    }
    expect(parseBaseUrl(`https://${host}`, false).origin).toBe(new URL(`https://${host}`).origin);
  },
);
