import { observeElementOffset, Virtualizer, type VirtualItem } from '@tanstack/virtual-core';

/** The rows of a long list that are near the eye, all of one height. */
export class VirtualRows {
  items = $state.raw<VirtualItem[]>([]);
  size = $state(0);

  readonly #virtualizer: Virtualizer<HTMLElement, HTMLElement>;

  constructor(scroller: () => HTMLElement | null, count: () => number, height: () => number) {
    const options = () => ({
      count: count(),
      getScrollElement: scroller,
      estimateSize: height,
      overscan: 8,
      observeElementOffset,
      // A stylesheet that applies late makes the scroller as high as all its rows; no list is higher than the window.
      observeElementRect: (
        { scrollElement }: Virtualizer<HTMLElement, HTMLElement>,
        report: (rect: { width: number; height: number }) => void,
      ) => {
        if (!scrollElement) return;
        const measure = () =>
          report({
            width: scrollElement.clientWidth,
            height: Math.min(scrollElement.clientHeight || window.innerHeight, window.innerHeight),
          });
        measure();
        if (typeof ResizeObserver === 'undefined') return;
        const observer = new ResizeObserver(measure);
        observer.observe(scrollElement);
        return () => observer.disconnect();
      },
      scrollToFn: (offset: number) => {
        const element = scroller();
        if (element) element.scrollTop = offset;
      },
      onChange: () => this.#read(),
    });
    this.#virtualizer = new Virtualizer(options());

    $effect(() => this.#virtualizer._didMount());
    $effect(() => {
      this.#virtualizer.setOptions(options());
      this.#virtualizer._willUpdate();
      this.#virtualizer.measure();
      this.#read();
    });
  }

  #read() {
    this.items = this.#virtualizer.getVirtualItems();
    this.size = this.#virtualizer.getTotalSize();
  }
}
