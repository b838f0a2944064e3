/** A text that depends on a number; categories a language does not need are left out. */
export interface Plural {
  one: string;
  other: string;
}

export type Leaf = string | Plural;
export interface Tree {
  [key: string]: Leaf | Tree;
}

/** The dotted path of every text of a catalogue. */
export type Path<T> = T extends Leaf
  ? never
  : { [K in keyof T & string]: T[K] extends Leaf ? K : `${K}.${Path<T[K]>}` }[keyof T & string];

/** Whether a node of a catalogue is a text with plural forms. */
export function isPlural(node: unknown): node is Plural {
  return typeof node === 'object' && node !== null && 'one' in node && 'other' in node;
}

/** Puts values in the places named in braces. */
export function fill(text: string, values: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
