/**
 * What each screen shows, kept while the program runs so that coming back finds it as it was left. Never on disk:
 * filters hold names. Forgotten when the vault closes.
 */
const views = new Map<string, object>();

/** The state of a screen, made the first time. */
export function viewOf<T extends object>(screen: string, initial: () => T): T {
  let view = views.get(screen) as T | undefined;
  if (!view) {
    const made = $state(initial());
    view = made;
    views.set(screen, view);
  }
  return view;
}

export function forgetViews(): void {
  views.clear();
}
