/** How close rows stand. */
export type Density = 'compact' | 'normal' | 'comfortable';

const HEIGHTS: Record<Density, number> = { compact: 28, normal: 36, comfortable: 44 };
const PLACE = 'density';

let density = $state<Density>('normal');

export function currentDensity(): Density {
  return density;
}

/** Height of a row, in px. */
export function rowHeight(): number {
  return HEIGHTS[density];
}

export function setDensity(next: Density): void {
  density = next;
  document.documentElement.dataset['density'] = next;
  localStorage.setItem(PLACE, next);
}

/** Takes up what was chosen the last time. */
export function restorePreferences(): void {
  const kept = localStorage.getItem(PLACE);
  if (kept !== null && kept in HEIGHTS) setDensity(kept as Density);
}
