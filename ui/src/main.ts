import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import './styles/tokens.css';
import './styles/base.css';

import { mount } from 'svelte';

import { setTransport } from '$lib/ipc';
import { restoreIdleMinutes } from '$lib/state/idle.svelte';
import { restorePreferences } from '$lib/state/preferences.svelte';

import App from './App.svelte';

if (import.meta.env.MODE === 'fixtures') {
  const { fixtureTransport } = await import('$lib/ipc/fixtures');
  setTransport(fixtureTransport(new URLSearchParams(window.location.search)));
}

restorePreferences();
restoreIdleMinutes();

const target = document.getElementById('app');
if (target) mount(App, { target });
