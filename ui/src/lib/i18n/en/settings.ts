import type { Catalogue } from '../i18n.svelte';

export const settings: Catalogue['settings'] = {
  title: 'Settings',
  failed: 'The change was not made',
  look: 'Appearance',
  language: 'Language',
  density: 'Density of lists',
  densityText: 'Colours follow the system, light or dark.',
  densities: { compact: 'Compact', normal: 'Normal', comfortable: 'Comfortable' },
  vault: 'Profile and vault',
  protection: {
    keychain: "The vault's key is in the system's keychain.",
    passphrase: "The vault's key is protected by a passphrase.",
    session: 'Sample data in memory: thrown away on leaving.',
  },
  lock: 'Lock the vault',
  lockText:
    'It closes, its key is forgotten, and nothing stays on screen or on the clipboard. A running download stops at its next page; what came is kept.',
  lockNow: 'Lock now',
  idle: 'Lock when idle',
  idleText: 'After this time without use the vault closes by itself.',
  computer: 'Lock with the computer',
  computerText: 'The vault also closes when the computer tells that nobody is there.',
  tells: {
    lock: {
      yes: 'Tells when the screen is locked',
      no: 'This system does not tell when the screen is locked',
    },
    sleep: {
      yes: 'Tells before it goes to sleep',
      no: 'This system does not tell before it goes to sleep',
    },
  },
  minutes: { one: '{n} minute', other: '{n} minutes' },
  sweep: 'Full sweep',
  sweepText: 'Reads everything again to find what is no longer in Artu. Nothing is deleted: it is marked.',
  quarantine: 'Records set aside',
  quarantineText:
    'What came from Artu and does not fit its form is set aside with the reason, so that nothing else stops. It is tried again in each download.',
  quarantineEmpty: 'Nothing set aside: everything received could be read.',
  record: 'Record',
  reason: 'Reason',
  place: 'Place',
  seen: 'Seen',
  keys: 'Keyboard',
  key: {
    palette: 'Search clients and actions',
    filter: 'Go to the filter of the list',
    move: 'Move through the list',
    open: 'Open the row',
    close: 'Close, or clear the filter',
  },
};
