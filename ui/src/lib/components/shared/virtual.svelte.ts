import { boxHeight, rowsNear, scrollToShow, type LongList } from './rows';

/** The rows of a long list that are near the eye, all of one height, below a header that stays on top. */
export class VirtualRows {
  /** How far the scroller is scrolled, in px; told by the component. */
  scrolled = $state(0);

  #window = $state(0);
  readonly #list: LongList = $derived.by(() => ({
    count: this.#count(),
    height: this.#height(),
    view: Math.max(0, this.#window - this.#header),
  }));
  readonly near = $derived.by(() => rowsNear(this.#list, this.scrolled));
  readonly size = $derived.by(() => boxHeight(this.#list));

  readonly #count: () => number;
  readonly #height: () => number;
  readonly #header: number;

  constructor(scroller: () => HTMLElement | null, count: () => number, height: () => number, header: number) {
    this.#count = count;
    this.#height = height;
    this.#header = header;
    $effect(() => {
      const element = scroller();
      if (!element) return;
      // A stylesheet that applies late makes the scroller as high as all its rows; no list is higher than the window.
      const measure = () => {
        this.#window = Math.min(element.clientHeight || window.innerHeight, window.innerHeight);
      };
      measure();
      const observer = new ResizeObserver(measure);
      observer.observe(element);
      return () => observer.disconnect();
    });
  }

  /** How far to scroll to have a row wholly in view. */
  toShow(index: number): number {
    return scrollToShow(this.#list, this.scrolled, index);
  }
}
