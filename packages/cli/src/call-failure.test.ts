import { KagentiError } from '@rhdh-boost/kagenti-client';
import { TokenError } from '@rhdh-boost/token-manager';
import { describe, expect, it } from 'vitest';
import { callFailureOf, isForDoctor } from './call-failure.ts';

describe('failures for a person', () => {
  it('have message and hint of a token error', () => {
    const error = new TokenError({
      code: 'rejected',
      message: 'It was rejected',
      hint: 'Change it.',
    });
    expect(callFailureOf(error)).toEqual({ code: 'token', message: 'It was rejected. Change it.' });
    expect(isForDoctor(error)).toBe(true);
  });

  it('have the hint of the failure behind a call, and of one that is held', () => {
    const first = new TokenError({
      code: 'rejected',
      message: 'It was rejected.',
      hint: 'Change it.',
    });
    const held = new TokenError({ code: 'held', message: 'It is held.', cause: first });
    const error = new KagentiError('Not sent.', { code: 'token', cause: held });
    expect(callFailureOf(error)?.message).toBe('Not sent. Change it.');
  });

  it('are not for the doctor if they are about what was typed', () => {
    const error = new KagentiError('It is no name.', { code: 'invalid_parameter' });
    expect(callFailureOf(error)).toEqual({ code: 'invalid_parameter', message: 'It is no name.' });
    expect(isForDoctor(error)).toBe(false);
  });

  it('are undefined for a defect', () => {
    expect(callFailureOf(new TypeError('x is undefined'))).toBeUndefined();
  });
});
