import { afterEach, describe, expect, it } from 'vitest';

import { en } from './en';
import { es } from './es';
import { formatBytes, formatDate, formatRelative, has, setLanguage, t, word } from './index';
import { isPlural } from './plural';

/** Every text of a catalogue by its path, plural forms apart. */
function texts(node: object, path = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(node) as [string, unknown][]) {
    const place = path ? `${path}.${key}` : key;
    if (typeof value === 'string') found.set(place, value);
    else if (typeof value === 'object' && value !== null)
      for (const entry of texts(value, place)) found.set(...entry);
  }
  return found;
}

const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

afterEach(() => setLanguage('es'));

describe('the catalogues', () => {
  const spanish = texts(es);
  const english = texts(en);

  it('have the same texts', () => {
    expect([...english.keys()].sort()).toEqual([...spanish.keys()].sort());
    expect(spanish.size).toBeGreaterThan(300);
  });

  it('leave no text empty and no place to fill out', () => {
    for (const [key, text] of spanish) {
      expect(text.trim(), key).not.toBe('');
      expect(places(english.get(key) ?? ''), key).toEqual(places(text));
    }
  });

  it('promise nothing that only the authority can say', () => {
    for (const [key, text] of [...spanish, ...english]) {
      expect(text, key).not.toMatch(/\b(in)?válid[oa]s?\b|\bcumplen?\b|\b(in)?valid\b/i);
    }
  });
});

describe('a text', () => {
  it('takes the plural of its number, written in the locale', () => {
    expect(t('shared.hidden', { n: 1 })).toBe('1 oculto por filtros');
    expect(t('shared.hidden', { n: 1200 })).toBe('1,200 ocultos por filtros');
    // A million takes a form of its own in Spanish, for which the common plural stands.
    expect(t('shared.hidden', { n: 1_000_000 })).toBe('1,000,000 ocultos por filtros');
  });

  it('follows the language, and the page says which', () => {
    setLanguage('en');
    expect(t('frame.nav.inbox')).toBe('Inbox');
    expect(document.documentElement.lang).toBe('en');
    setLanguage('es');
    expect(t('frame.nav.inbox')).toBe('Bandeja');
    expect(document.documentElement.lang).toBe('es-MX');
  });

  it('of a word this version does not know is the word', () => {
    expect(word('words.clientType', 'trust')).toBe('Fideicomiso');
    expect(word('words.clientType', 'cooperative')).toBe('cooperative');
    expect(has('words.clientType.cooperative')).toBe(false);
  });

  it('with forms is told from a group of texts', () => {
    expect(isPlural(es.shared.hidden)).toBe(true);
    expect(isPlural(es.frame.nav)).toBe(false);
  });
});

describe('a time', () => {
  const now = Date.UTC(2026, 10, 23, 18, 0);

  it.each([
    [240, 'hace 4 min'],
    [7_300, 'hace 2 h'],
    [86_400, 'ayer'],
    [5_400_000, 'hace 2 meses'],
    [20, 'hace un momento'],
  ])('of %i seconds ago', (seconds, text) => {
    expect(formatRelative(new Date(now - seconds * 1000).toISOString(), now)).toBe(text);
  });

  it('is dated day first in Spanish', () => {
    expect(formatDate('2026-11-23T18:00:00Z')).toBe('23 nov 2026');
    setLanguage('en');
    expect(formatDate('2026-11-23T18:00:00Z')).toBe('Nov 23, 2026');
  });
});

it('writes sizes of files', () => {
  expect(formatBytes(512)).toBe('512 B');
  expect(formatBytes(418_233)).toBe('418.2 kB');
});
