import type { Catalogue } from '../i18n.svelte';

export const vault: Catalogue['vault'] = {
  key: "The vault's key",
  both: "The key is in the system's keychain; the passphrase opens the vault as well.",
  change: {
    passphrase: 'Change the passphrase…',
    toKeychain: 'Use the keychain…',
    toPassphrase: 'Use a passphrase…',
  },
  submit: {
    passphrase: 'Change the passphrase',
    toKeychain: 'Keep the key in the keychain',
    toPassphrase: 'Protect with the passphrase',
  },
  changed: {
    passphrase: 'The new passphrase opens the vault now',
    toKeychain: "The key is in the system's keychain",
    toPassphrase: 'The vault opens with the passphrase',
  },
  secret: {
    current: 'Passphrase of today',
    keychain: "The key is taken from the system's keychain.",
    usePassphrase: 'Use the passphrase',
    useKeychain: 'Use the keychain',
  },
  passphrase: { new: 'New passphrase' },
  recovery: {
    new: 'New code…',
    title: 'New recovery code',
    newText:
      'The new code takes the place of the one before once you confirm that it is kept. Until then both serve.',
    make: 'Make the code',
    confirm: 'Confirm the new code',
    confirmed: 'The new code is the only one that opens the vault now',
    state: {
      none: 'No code opens this vault. Without one, losing the key is losing what is stored.',
      unconfirmed: 'There is a code, but nobody has confirmed that it is kept.',
      confirmed: 'A code kept away from this computer opens the vault if the key is lost.',
    },
  },
  revisions: {
    title: 'Earlier versions',
    text: 'Of each client that changes, what it was is kept, to be read as of any date. The law wants records kept for ten years; after that time the oldest may go by themselves when a download ends.',
    forever: 'For ever',
    years: { one: '{n} year', other: '{n} years' },
    count: { one: '{n} earlier version', other: '{n} earlier versions' },
    share: '{share} of {bytes}',
    oldest: 'the oldest gave way on',
  },
  backup: {
    title: 'Backup',
    text: "A file encrypted with the same keys, checked as it is written. The one of your own work has reviews, notes, operations and journal, without Artu's copy and the API key.",
    whole: 'Back up everything…',
    work: 'Only my work…',
    written: 'Backup written and checked',
    holdsWhole:
      'Clients: {clients} · operations: {operations} · reviews: {reviews} · journal entries: {entries}',
    holdsWork: 'Operations: {operations} · reviews: {reviews} · journal entries: {entries}',
  },
  restore: {
    title: 'Restore a backup',
    text: 'Puts a backup in the place of this vault. What is there now is kept aside.',
    open: 'Restore a backup…',
    explain:
      "The backup you choose takes the place of this profile's vault: clients, reviews, operations and journal. What is there now is not deleted; it is kept aside in the same folder. The vault is closed meanwhile.",
    start: 'Choose the backup and restore',
    startAnother: 'Restore although it is of another profile',
    another: 'I understand that this backup is of another profile or environment',
    current: "This profile's passphrase",
    otherSecret: 'The backup was made with another passphrase',
    backupSecret: 'The passphrase when the backup was made',
    done: 'The backup took the place of the vault',
    from: 'It is of {at}.',
    keptAside: 'What was there before is in {file}.',
    pullAgain: 'The clients are downloaded from Artu again.',
    pull: 'Enter and download the clients',
    enter: 'Enter',
  },
  rebuild: {
    title: 'Rebuild the vault',
    open: 'Rebuild the vault…',
    explain:
      'A new vault is made from your work, which is kept apart, and from what the damaged file still gives. The clients are downloaded from Artu again. The damaged file is not deleted; it is kept aside in the same folder.',
    start: 'Rebuild the vault',
    done: 'The vault is rebuilt with your work',
  },
  check: {
    title: 'Check the vault',
    text: "Reads each page, the structure and the journal's chain. It changes nothing; a large vault takes a while.",
    start: 'Check now',
    going: 'Checking the vault',
    pages: { yes: 'Each page is as it was written', no: 'There are damaged pages' },
    structure: { yes: 'The structure is sound', no: 'The structure is damaged' },
    journal: { yes: "The journal's chain is whole", no: "The journal's chain is broken" },
  },
  size: {
    title: 'Room on the disk',
    text: 'All files of this vault, encrypted. Your work is also kept apart, by itself.',
    workKept: 'Work kept apart',
  },
};
