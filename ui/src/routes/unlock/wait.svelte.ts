import type { IpcError } from '$lib/ipc';

const SECOND = 1000;

/** The seconds that a failed try asks to wait, when it does. */
export function secondsToWait(error: IpcError | undefined): number {
  const details = error?.details;
  const seconds =
    typeof details === 'object' && details !== null && 'waitSeconds' in details ? details.waitSeconds : 0;
  return typeof seconds === 'number' && seconds > 0 ? Math.ceil(seconds) : 0;
}

/** A wait that counts down by the clock, so that a computer that slept does not wait longer. */
export class Wait {
  /** Seconds of the whole wait. */
  whole = $state(0);
  /** Seconds left. */
  left = $state(0);

  #until = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  begin(seconds: number): void {
    this.stop();
    if (seconds <= 0) return;
    this.whole = this.left = seconds;
    this.#until = Date.now() + seconds * SECOND;
    this.#timer = setInterval(() => {
      this.left = Math.max(0, Math.ceil((this.#until - Date.now()) / SECOND));
      if (this.left === 0) this.stop();
    }, SECOND / 4);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.left = 0;
  }
}
