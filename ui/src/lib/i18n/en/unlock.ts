import type { Catalogue } from '../i18n.svelte';

export const unlock: Catalogue['unlock'] = {
  passphrase: 'Passphrase',
  recovery: 'Recovery code',
  submit: 'Unlock',
  withKeychain: 'Unlock with the keychain',
  keychainText: "The key of this vault is in the system's keychain.",
  useRecovery: 'Use the recovery code',
  useUsual: 'Go back to the usual way',
  wait: {
    title: 'The next try has to wait',
    text: {
      one: 'The wait grows with each try, so that nobody can guess the passphrase. {n} second left. The data are untouched.',
      other:
        'The wait grows with each try, so that nobody can guess the passphrase. {n} seconds left. The data are untouched.',
    },
  },
  damaged: {
    title: 'The vault is damaged',
    safe: 'What is safe',
    artu: 'What is in Artu: it can be downloaded again.',
    work: 'Your work (reviews, notes, operations and journal), kept apart by itself',
    noWork: 'There is no automatic copy of your work; a backup can bring it.',
    next: 'What to do',
    rebuildText: 'Recovers your work and downloads the clients again.',
    retry: 'Try to open it again',
  },
  elsewhere: {
    title: 'This vault is open in another window',
    text: 'Each vault opens in one window at a time. Another profile can be opened here.',
    show: 'Show the other window',
    shown: 'The other window is in front. This one can be closed.',
    silent:
      'The other window did not answer. Look for it in the task bar, or close it to open the vault here.',
    again: 'It is closed: open here',
  },
  others: 'Other profiles on this computer',
  choose: 'Choose a profile',
};
