/** The highest box that is drawn: WebKit measures in 1/64 px within 31 bits, which ends at 33.5 million. */
export const HIGHEST = 30_000_000;
/** Rows drawn beyond either edge, so that a scroll finds them there. */
const SPARE = 8;

/** A list of rows of one height, seen through a window. All in px. */
export interface LongList {
  count: number;
  /** Height of one row. */
  height: number;
  /** Height of the window. */
  view: number;
}

/** The rows to draw. */
export interface RowsNear {
  first: number;
  /** One past the last. */
  end: number;
  /** Where the first is placed in the box. */
  start: number;
}

/** The height of the box that scrolls: that of all rows, as far as it can be drawn. */
export function boxHeight({ count, height }: LongList): number {
  return Math.min(count * height, HIGHEST);
}

/** How far the box scrolls. */
function travel(list: LongList): number {
  return Math.max(0, boxHeight(list) - list.view);
}

/** How many px of rows pass by for a px of scrolling: 1, and a little more in a list too long to be drawn as it is. */
function stretch(list: LongList): number {
  const way = travel(list);
  return way > 0 ? (list.count * list.height - list.view) / way : 1;
}

/** The distance from the top of the first row to the top of the window. */
export function topAt(list: LongList, scrolled: number): number {
  return Math.min(Math.max(scrolled, 0), travel(list)) * stretch(list);
}

/** How far to scroll for a distance from the top of the first row. */
export function scrollFor(list: LongList, top: number): number {
  return Math.min(Math.max(top / stretch(list), 0), travel(list));
}

/** The rows in the window and near it. */
export function rowsNear(list: LongList, scrolled: number): RowsNear {
  const top = topAt(list, scrolled);
  const first = Math.max(0, Math.floor(top / list.height) - SPARE);
  const end = Math.min(list.count, Math.ceil((top + list.view) / list.height) + SPARE);
  return { first, end, start: first * list.height - top + Math.min(Math.max(scrolled, 0), travel(list)) };
}

/** How far to scroll to have a row wholly in the window, moving as little as can be. */
export function scrollToShow(list: LongList, scrolled: number, index: number): number {
  const top = topAt(list, scrolled);
  const above = index * list.height;
  const below = above + list.height - list.view;
  if (top > above) return Math.floor(scrollFor(list, above));
  return top < below ? Math.ceil(scrollFor(list, below)) : scrolled;
}
