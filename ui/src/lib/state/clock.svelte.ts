let now = $state(Date.now());

if (typeof window !== 'undefined') {
  window.setInterval(() => {
    now = Date.now();
  }, 20_000);
}

/** The present, in milliseconds; what reads it is drawn again as it moves. */
export function currentTime(): number {
  return now;
}
