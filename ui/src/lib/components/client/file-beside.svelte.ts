/** The file of a client beside a list: Escape closes it wherever the focus is in either, and the focus goes back to the list. */
export class FileBeside {
  /** An element that holds the list. */
  box = $state<HTMLElement>();

  readonly #isOpen: () => boolean;
  readonly #shut: () => void;
  readonly #home: string;

  /** `home` selects what takes the focus, in the list. */
  constructor(isOpen: () => boolean, shut: () => void, home = '[role="grid"]') {
    this.#isOpen = isOpen;
    this.#shut = shut;
    this.#home = home;
  }

  close = (): void => {
    this.#shut();
    this.box?.querySelector<HTMLElement>(this.#home)?.focus();
  };

  keydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || !this.#isOpen()) return;
    event.preventDefault();
    this.close();
  };
}
