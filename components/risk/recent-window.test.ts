import { describe, expect, it } from 'vitest';
import { recentWindow } from './recent-window';

const sessions = Array.from({ length: 20 }, (_, i) => `2024-01-${String(i + 1).padStart(2, '0')}`);
const without = (...left: readonly number[]) => sessions.filter((_, i) => !left.includes(i + 1));

describe('recentWindow', () => {
  it('begins at the close before the first return', () => {
    expect(recentWindow(sessions, sessions, 3)).toEqual({
      observations: 3,
      dropped: 0,
      firstDate: '2024-01-17',
      lastDate: '2024-01-20',
    });
  });

  it('takes a return over a few missing sessions, and none over a halt', () => {
    expect(recentWindow(without(15, 16, 17, 18, 19), sessions, 1)).toMatchObject({
      dropped: 0,
      firstDate: '2024-01-14',
    });
    expect(recentWindow(without(14, 15, 16, 17, 18, 19), sessions, 1)).toMatchObject({
      dropped: 1,
      firstDate: '2024-01-12',
      lastDate: '2024-01-20',
    });
  });

  it('is not there where there are too few', () => {
    expect(recentWindow(sessions, sessions, 19)).toBeDefined();
    expect(recentWindow(sessions, sessions, 20)).toBeUndefined();
    expect(recentWindow([], sessions, 1)).toBeUndefined();
  });
});
