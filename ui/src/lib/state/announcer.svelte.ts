let message = $state('');
let turn = false;

/** The sentence the live region holds. */
export function announcement(): string {
  return message;
}

/** Takes back what the live region holds. */
export function silence(): void {
  message = '';
}

/** Says a result to the screen reader. The same sentence twice is said twice. */
export function announce(sentence: string): void {
  turn = !turn;
  message = turn ? sentence : `${sentence}\u00a0`;
}
