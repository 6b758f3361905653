import { describe, expect, it } from 'vitest';
import { formatDistance, formatDuration, formatTime } from './times.ts';

describe('times for a person', () => {
  it.each([
    [0, '0 s'],
    [59, '59 s'],
    [60, '1 min'],
    [298, '4 min 58 s'],
    [3600, '1 h'],
    [7260, '2 h 1 min'],
    [86_405, '1 d'],
    [180_000, '2 d 2 h'],
  ])('%i seconds are %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });

  it('are local, and relative to now', () => {
    const now = new Date(2026, 10, 28, 9, 5, 7);
    expect(formatTime(now)).toBe('2026-11-28 09:05:07');
    expect(formatDistance(new Date(now.getTime() + 300_000), now)).toBe('in 5 min');
    expect(formatDistance(new Date(now.getTime() - 2000), now)).toBe('2 s ago');
    expect(formatDistance(new Date(now.getTime() - 200), now)).toBe('now');
  });
});
