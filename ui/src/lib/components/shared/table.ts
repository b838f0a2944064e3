/** One column of a table. */
export interface Column {
  id: string;
  title: string;
  /** A track of a CSS grid: `minmax(200px, 2fr)`, `120px`. */
  width: string;
  align?: 'start' | 'end';
  /** Whether its header sorts. */
  sortable?: boolean;
  /** Whether it can be hidden. */
  optional?: boolean;
}

/** Rows that WebKit can still place: it measures boxes in 1/64 px within 31 bits. */
export function drawableRows(total: number, height: number): number {
  return Math.min(total, Math.floor(30_000_000 / height));
}
