const PLACE = 'idle-minutes';
/** Minutes without use after which the vault closes. */
export const IDLE_CHOICES = [5, 15, 30, 60] as const;
export type IdleMinutes = (typeof IDLE_CHOICES)[number];

let minutes = $state<IdleMinutes>(15);

export function idleMinutes(): IdleMinutes {
  return minutes;
}

export function setIdleMinutes(next: IdleMinutes): void {
  minutes = next;
  localStorage.setItem(PLACE, String(next));
}

export function restoreIdleMinutes(): void {
  const kept = Number(localStorage.getItem(PLACE));
  const choice = IDLE_CHOICES.find((one) => one === kept);
  if (choice) minutes = choice;
}

/** Calls `lock` when nobody touched keyboard or pointer for so long. The returned function stops watching. */
export function watchIdle(lock: () => void): () => void {
  let last = Date.now();
  const touch = () => {
    last = Date.now();
  };
  const events = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;
  for (const name of events) window.addEventListener(name, touch, { passive: true, capture: true });
  // The clock is compared, not counted: a computer that slept comes back late and still locks.
  const timer = setInterval(() => {
    if (Date.now() - last >= minutes * 60_000) lock();
  }, 5_000);
  return () => {
    clearInterval(timer);
    for (const name of events) window.removeEventListener(name, touch, { capture: true });
  };
}
