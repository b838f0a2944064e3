/** A place in a drawing. */
export interface Point {
  x: number;
  y: number;
}

const RADIUS = 7;

/**
 * The way of a line from a member down to another: along a rail below the first, then down. When rows lie between, it
 * goes down the channel beside the column of the second, where no member stands.
 */
export function route(source: Point, target: Point, channel: number | null): Point[] {
  const rail = source.y + 16;
  if (channel === null) {
    return [source, { x: source.x, y: rail }, { x: target.x, y: rail }, target];
  }
  const arrival = target.y - 42;
  return [
    source,
    { x: source.x, y: rail },
    { x: channel, y: rail },
    { x: channel, y: arrival },
    { x: target.x, y: arrival },
    target,
  ];
}

/** The points joined as an SVG path with rounded corners. */
export function roundedPath(points: Point[]): string {
  const [first, ...rest] = points.filter(
    (point, index) => index === 0 || point.x !== points[index - 1]?.x || point.y !== points[index - 1]?.y,
  );
  if (first === undefined) return '';
  let path = `M ${first.x} ${first.y}`;
  let before = first;
  rest.forEach((corner, index) => {
    const after = rest[index + 1];
    if (after === undefined) {
      path += ` L ${corner.x} ${corner.y}`;
    } else {
      const enter = towards(corner, before);
      const leave = towards(corner, after);
      path += ` L ${enter.x} ${enter.y} Q ${corner.x} ${corner.y} ${leave.x} ${leave.y}`;
    }
    before = corner;
  });
  return path;
}

/** The point at the radius from a corner, or half-way when the other end is nearer than two of them. */
function towards(corner: Point, other: Point): Point {
  const length = Math.hypot(other.x - corner.x, other.y - corner.y);
  const share = length === 0 ? 0 : Math.min(RADIUS, length / 2) / length;
  return { x: corner.x + (other.x - corner.x) * share, y: corner.y + (other.y - corner.y) * share };
}
