import { describe, expect, it } from 'vitest';

import { roundedPath, route } from './route';

describe('route', () => {
  it('goes down the channel when rows lie between', () => {
    const points = route({ x: 0, y: 0 }, { x: 300, y: 400 }, 180);
    expect(points.filter((point) => point.x === 180)).toHaveLength(2);
    expect(points.at(-1)).toEqual({ x: 300, y: 400 });
    for (const [index, point] of points.slice(1).entries()) {
      const before = points[index];
      expect(point.x === before?.x || point.y === before?.y).toBe(true);
    }
  });

  it('is one straight line to a member right below', () => {
    expect(roundedPath(route({ x: 5, y: 0 }, { x: 5, y: 80 }, null))).toMatch(/^M 5 0 .*L 5 80$/);
    expect(roundedPath(route({ x: 5, y: 0 }, { x: 5, y: 80 }, null))).not.toContain('NaN');
  });
});
