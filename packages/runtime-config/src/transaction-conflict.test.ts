import { expect, test } from 'vitest';
import { againAfterConflict } from './transaction-conflict.ts';

function failing(code: string, failures: number) {
  const state = { calls: 0 };
  const call = async () => {
    state.calls += 1;
    if (state.calls <= failures) throw Object.assign(new Error('canary'), { code });
    return 'done';
  };
  return { state, call };
}

test.each(['40001', '40P01', 'SQLITE_BUSY', 'SQLITE_BUSY_SNAPSHOT'])(
  'a call that ends with %s is made again',
  async code => {
    expect(await againAfterConflict(failing(code, 4).call)).toBe('done');
  },
);

test('a call is not made again for ever', async () => {
  const { state, call } = failing('40001', 9);
  await expect(againAfterConflict(call)).rejects.toMatchObject({ code: '40001' });
  expect(state.calls).toBe(5);
});

test.each(['23505', 'SQLITE_READONLY', 'ECONNREFUSED'])(
  'a call that ends with %s is not made again',
  async code => {
    const { state, call } = failing(code, 1);
    await expect(againAfterConflict(call)).rejects.toMatchObject({ code });
    expect(state.calls).toBe(1);
  },
);
