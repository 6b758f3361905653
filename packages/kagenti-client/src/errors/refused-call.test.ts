import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { refusesCall } from './refused-call.ts';

const page = new URL('../../../../docs/kagenti-telemetry.md', import.meta.url);

test('the page of telemetry lists every code that refuses a call [kagenti-observability/Attempts, streams and refusals counted]', () => {
  const row = /^\| `kagenti\.client\.refused_calls` .*`error\.type`:(?<codes>.*)\|$/m;
  const codes = row.exec(readFileSync(page, 'utf8'))?.groups?.codes?.match(/\w+/g);
  const refusing = Object.entries(refusesCall).flatMap(([code, refuses]) => (refuses ? code : []));

  expect(
    codes?.toSorted(),
    'docs/kagenti-telemetry.md, codes in the row of kagenti.client.refused_calls',
  ).toEqual(refusing.toSorted());
});
