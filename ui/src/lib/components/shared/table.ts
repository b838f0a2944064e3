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
