import { IpcError } from '$lib/ipc';

import { announce } from './announcer.svelte';

/** A result that is shown for a moment. */
export interface Toast {
  id: number;
  tone: 'ok' | 'warn' | 'error' | 'info';
  title: string;
  text?: string | undefined;
}

const SECONDS = 8;
let next = 0;
const shown = $state<Toast[]>([]);

export function toasts(): readonly Toast[] {
  return shown;
}

/** Shows a result and says it to the screen reader. An error stays until it is closed. */
export function toast(tone: Toast['tone'], title: string, text?: string): void {
  const id = next++;
  shown.push({ id, tone, title, text });
  announce(text ? `${title}. ${text}` : title);
  if (tone !== 'error') setTimeout(() => dismiss(id), SECONDS * 1000);
}

/** Shows why something failed. */
export function toastError(title: string, cause: unknown): void {
  toast('error', title, IpcError.from(cause).message);
}

export function dismiss(id: number): void {
  const place = shown.findIndex((one) => one.id === id);
  if (place >= 0) shown.splice(place, 1);
}

/** Takes every result off the screen. */
export function dismissAll(): void {
  shown.length = 0;
}
