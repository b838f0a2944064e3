import type { ReviewFilter } from '$lib/ipc/generated/ReviewFilter';
import type { Severity } from '$lib/ipc/generated/Severity';

/** Every screen with what it needs to open. */
export type Route =
  | { name: 'inbox' }
  | { name: 'households'; review?: ReviewFilter; worst?: Severity }
  | { name: 'household'; id: string; member?: string }
  | { name: 'clients'; id?: string; orphans?: boolean; gone?: boolean }
  | { name: 'findings'; code?: string; fresh?: boolean }
  | { name: 'operations'; id?: string; fresh?: boolean }
  | { name: 'reports' }
  | { name: 'journal' }
  | { name: 'settings' };

export type ScreenName = Route['name'];

const SCREENS: readonly string[] = [
  'inbox',
  'households',
  'household',
  'clients',
  'findings',
  'operations',
  'reports',
  'journal',
  'settings',
] satisfies ScreenName[];

/** The address of a screen, for links: `#/household/…?member=…`. */
export function href(route: Route): string {
  const { name, ...rest } = route;
  const query = new URLSearchParams();
  let path = `#/${name}`;
  for (const [key, value] of Object.entries(rest) as [string, string | boolean | undefined][]) {
    if (value === undefined || value === false) continue;
    if (key === 'id') path += `/${encodeURIComponent(String(value))}`;
    else query.set(key, String(value));
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

/** Reads an address; whatever is not a screen is the inbox. */
export function parse(hash: string): Route {
  const [path = '', text = ''] = hash.replace(/^#\/?/, '').split('?');
  const [name = '', id] = path.split('/').map(decodeURIComponent);
  const query = new URLSearchParams(text);
  if (!SCREENS.includes(name) || (name === 'household' && !id)) return { name: 'inbox' };
  const route: Record<string, string | boolean> = { name };
  if (id) route['id'] = id;
  for (const [key, value] of query) route[key] = value === 'true' ? true : value;
  return route as Route;
}

let current = $state.raw<Route>({ name: 'inbox' });

/** The screen in view. */
export function route(): Route {
  return current;
}

/** Opens a screen. Going back returns to the one before. */
export function go(next: Route): void {
  window.location.hash = href(next);
}

/** Changes what the screen in view shows without a step to go back to. */
export function refine(next: Route): void {
  window.history.replaceState(null, '', href(next));
  current = next;
}

/** Follows the address until the returned function is called. */
export function followAddress(): () => void {
  const read = () => {
    current = parse(window.location.hash);
  };
  read();
  window.addEventListener('hashchange', read);
  return () => window.removeEventListener('hashchange', read);
}
