/** The shortest passphrase that is accepted. */
export const SHORTEST = 10;

export type Strength = 'short' | 'weak' | 'fair' | 'strong';

/**
 * A rough idea of how long a passphrase would resist, to guide whoever writes it; no measure of safety.
 * Repeated characters add nothing, and several words are worth more than odd characters.
 */
export function strengthOf(passphrase: string): Strength {
  const length = [...passphrase].length;
  if (length < SHORTEST) return 'short';
  const distinct = new Set(passphrase.toLowerCase()).size;
  const words = passphrase
    .trim()
    .split(/[\s\-_.]+/)
    .filter((word) => word.length > 2).length;
  const classes = [/\p{Ll}/u, /\p{Lu}/u, /\d/, /[^\p{L}\d]/u].filter((kind) => kind.test(passphrase)).length;
  const score = Math.min(length, distinct * 2) + classes * 2 + Math.max(0, words - 1) * 4;
  if (score >= 32) return 'strong';
  return score >= 21 ? 'fair' : 'weak';
}
