import { expect, test } from 'vitest';
import { DrivenClock } from '../../test/fixtures/driven-clock.fixture.ts';
import { rejection } from '../../test/fixtures/test-client.fixture.ts';
import { waitingClient } from '../../test/fixtures/waiting-client.fixture.ts';
import { callMethod } from '../../test/parity/call-method.fixture.ts';

const poet = { namespace: 'team1', name: 'poet' };

test.each(['agents.waitForReady', 'tools.waitForReady', 'simulation.waitForReady'])(
  'finalize is no option of %s [kagenti-long-work/Bounds of a wait are checked]',
  async method => {
    await using kagenti = waitingClient('http://127.0.0.1:1', new DrivenClock());

    const error = await rejection(
      callMethod(kagenti, method, poet, { finalize: true, timeoutMs: 1_000 }),
    );

    expect(error).toMatchObject({ code: 'invalid_parameter' });
    expect(String(error)).toContain('finalize');
  },
);

test.each(['agents', 'tools'])(
  'a slip in an option of a wait for a build of %s is told of what looks [kagenti-long-work/Bounds of a wait are checked]',
  async kind => {
    await using kagenti = waitingClient('http://127.0.0.1:1', new DrivenClock());

    const error = await rejection(
      callMethod(kagenti, `${kind}.builds.waitFor`, poet, { finalize: true, timoutMs: 3 }),
    );

    expect(error).toMatchObject({
      code: 'invalid_parameter',
      operation: `${kind}.builds.info`,
      message: expect.stringContaining('timeoutMs may be meant'),
    });
  },
);
