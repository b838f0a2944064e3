import { describe, expect, it } from 'vitest';

import { boxHeight, HIGHEST, rowsNear, scrollFor, scrollToShow, topAt, type LongList } from './rows';

const short: LongList = { count: 1000, height: 36, view: 700 };
const long: LongList = { count: 1_000_000, height: 44, view: 813 };

describe('a list that can be drawn as it is', () => {
  it('moves by as much as it is scrolled', () => {
    expect(boxHeight(short)).toBe(36_000);
    expect(topAt(short, 1234)).toBe(1234);
    expect(scrollFor(short, 1234)).toBe(1234);
    expect(rowsNear(short, 3600)).toEqual({ first: 92, end: 128, start: 92 * 36 });
  });
  it('fits the window when it is shorter', () => {
    const few = { count: 3, height: 36, view: 700 };
    expect(rowsNear(few, 0)).toEqual({ first: 0, end: 3, start: 0 });
    expect(scrollToShow(few, 0, 2)).toBe(0);
  });
});

describe('a million rows', () => {
  const bottom = HIGHEST - long.view;

  it('fill the highest box and begin and end with it', () => {
    expect(boxHeight(long)).toBe(HIGHEST);
    expect(rowsNear(long, 0).first).toBe(0);
    const { end, start, first } = rowsNear(long, bottom);
    expect(end).toBe(1_000_000);
    expect(start + (end - first) * long.height).toBeCloseTo(HIGHEST, 3);
  });

  it('each come wholly into view, from above and from below', () => {
    for (let index = 0; index < long.count; index += 7919) {
      for (const from of [0, bottom / 2, bottom]) {
        // Browsers keep whole px.
        const scrolled = Math.round(scrollToShow(long, from, index));
        const place = index * long.height - topAt(long, scrolled);
        expect(place).toBeGreaterThanOrEqual(-2);
        expect(place + long.height).toBeLessThanOrEqual(long.view + 2);
        const { first, end } = rowsNear(long, scrolled);
        expect(first <= index && index < end).toBe(true);
      }
    }
  });

  it('pass by hardly faster than they are scrolled', () => {
    expect(topAt(long, 1_000_000) / 1_000_000).toBeLessThan(1.5);
  });

  it('stand where the eye expects them, without a gap', () => {
    for (const scrolled of [0, 17, 1_000_003, bottom - 5, bottom]) {
      const { first, start } = rowsNear(long, scrolled);
      expect(start - scrolled).toBeCloseTo(first * long.height - topAt(long, scrolled), 3);
    }
  });
});
