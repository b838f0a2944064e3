import type { Catalogue } from '../i18n.svelte';

export const unlock: Catalogue['unlock'] = {
  passphrase: 'Passphrase',
  recovery: 'Recovery code',
  submit: 'Unlock',
  withKeychain: 'Unlock with the keychain',
  keychainText: "The key of this vault is in the system's keychain.",
  useRecovery: 'Use the recovery code',
  useUsual: 'Go back to the usual way',
  others: 'Other profiles on this computer',
  choose: 'Choose a profile',
};
