import type { Language } from '$lib/ipc/generated/Language';

import { en } from './en';
import { es } from './es';
import { fill, isPlural, type Path, type Tree } from './plural';

export type Catalogue = typeof es;
/** The dotted path of a text. */
export type Key = Path<Catalogue>;

const catalogues: Record<Language, Tree> = { es, en };
const locales: Record<Language, string> = { es: 'es-MX', en: 'en' };

let language = $state<Language>('es');

/** The language in force. */
export function currentLanguage(): Language {
  return language;
}

/** The language in force as a BCP 47 tag. */
export function locale(): string {
  return locales[language];
}

/** Changes the language of every text on screen. */
export function setLanguage(next: Language): void {
  language = next;
  document.documentElement.lang = locales[next];
}

/**
 * The text under `key`. Numbers are written in the locale; when the text has plural forms, `n` chooses among them.
 */
export function t(key: Key, values: Record<string, string | number> = {}): string {
  let node: unknown = catalogues[language];
  for (const step of key.split('.')) node = (node as Tree | undefined)?.[step];
  const written: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) {
    written[name] = typeof value === 'number' ? formatNumber(value) : value;
  }
  if (isPlural(node)) {
    const forms: Partial<Record<Intl.LDMLPluralRule, string>> = { one: node.one };
    const form = new Intl.PluralRules(locale()).select(Number(values['n'] ?? 0));
    return fill(forms[form] ?? node.other, written);
  }
  return typeof node === 'string' ? fill(node, written) : key;
}

/** Whether the catalogue has a text under this path, for words that come from the core. */
export function has(key: string): key is Key {
  let node: unknown = catalogues[language];
  for (const step of key.split('.')) node = (node as Tree | undefined)?.[step];
  return typeof node === 'string' || isPlural(node);
}

/** The text under `prefix.word`, or the word itself when it is one this version does not know. */
export function word(prefix: string, value: string): string {
  const key = `${prefix}.${value}`;
  return has(key) ? t(key) : value;
}

export function formatNumber(value: number, options?: Intl.NumberFormatOptions): string {
  return new Intl.NumberFormat(locale(), options).format(value);
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** `23 nov 2026`. A moment is written in local time; a day without time is the same day everywhere. */
export function formatDate(at: string): string {
  const parts = new Intl.DateTimeFormat(locale(), {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    ...(DAY.test(at) ? { timeZone: 'UTC' } : {}),
  })
    .formatToParts(new Date(at))
    .filter((part) => ['day', 'month', 'year'].includes(part.type))
    .map((part) => part.value.replace('.', ''));
  return language === 'es' ? parts.join(' ') : `${parts[0] ?? ''} ${parts[1] ?? ''}, ${parts[2] ?? ''}`;
}

/** Date, 24-hour time and zone, to the minute. */
export function formatDateTime(at: string): string {
  const time = new Intl.DateTimeFormat(locale(), {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  }).format(new Date(at));
  return `${formatDate(at)}, ${time}`;
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** How long ago, in the largest unit that fits. */
export function formatRelative(at: string, now: number): string {
  const seconds = Math.round((new Date(at).getTime() - now) / 1000);
  for (const [unit, size] of STEPS) {
    if (Math.abs(seconds) >= size) {
      // Shortened, months look like minutes.
      const style = unit === 'minute' || unit === 'hour' ? 'short' : 'long';
      const format = new Intl.RelativeTimeFormat(locale(), {
        numeric: unit === 'day' ? 'auto' : 'always',
        style,
      });
      return format.format(Math.trunc(seconds / size), unit).replace('.', '');
    }
  }
  return t('shared.now');
}

export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${formatNumber(bytes)} B`;
  if (bytes < 1_000_000) return `${formatNumber(bytes / 1000, { maximumFractionDigits: 1 })} kB`;
  return `${formatNumber(bytes / 1_000_000, { maximumFractionDigits: 1 })} MB`;
}
