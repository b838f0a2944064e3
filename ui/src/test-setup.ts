import { cleanup } from '@testing-library/svelte';
import { afterEach } from 'vitest';

afterEach(() => cleanup());

// What jsdom lacks and a browser has.
if (!('ResizeObserver' in globalThis)) {
  class SilentResizeObserver implements ResizeObserver {
    observe() {}
    unobserve() {}
    disconnect() {}
  }
  globalThis.ResizeObserver = SilentResizeObserver;
}
Element.prototype.scrollIntoView ??= () => {};
Element.prototype.hasPointerCapture ??= () => false;
window.matchMedia ??= (media) => {
  const query = new EventTarget() as MediaQueryList;
  return Object.assign(query, {
    media,
    matches: false,
    onchange: null,
    addListener() {},
    removeListener() {},
  });
};
