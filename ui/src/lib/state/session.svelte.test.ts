import { render, screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { beforeEach, describe, expect, it } from 'vitest';

import { setLanguage } from '$lib/i18n';
import { setTransport } from '$lib/ipc';
import { FixtureTransport, type FixtureOptions } from '$lib/ipc/fixtures/transport';

import App from '../../App.svelte';
import { announce, announcement } from './announcer.svelte';
import { session } from './session.svelte';
import { dismissAll, toast, toasts } from './toasts.svelte';
import { forgetViews, viewOf } from './views.svelte';

let transport: FixtureTransport;

beforeEach(() => {
  session.state = undefined;
  session.settingUp = false;
  session.pull = { state: 'idle' };
  session.putAside();
  forgetViews();
  dismissAll();
  setLanguage('es');
});

/** The app on a household page, open. */
async function openHousehold(options: FixtureOptions = {}): Promise<string> {
  transport = new FixtureTransport({ households: 24, ...options });
  setTransport(transport);
  const { anchor } = transport.store.households[3] ?? { anchor: { id: '', name: '' } };
  window.location.hash = `#/household/${anchor.id}`;
  render(App);
  await screen.findAllByTestId('member-row');
  return anchor.name;
}

describe('a vault that closes by itself', () => {
  it('leaves nothing on screen, before the core has said any more', async () => {
    const name = await openHousehold();
    expect(document.body.textContent).toContain(name);
    toast('error', 'No se envió', name);
    announce(name);
    viewOf('probe', () => ({ text: name }));
    const asked = transport.calls.length;

    transport.emit('locked', { pull: false });
    await tick();

    expect(screen.getByTestId('unlock-passphrase')).toBeTruthy();
    expect(document.body.textContent).not.toContain(name);
    expect(session.status).toBeUndefined();
    expect([toasts().length, announcement()]).toEqual([0, '']);
    expect(viewOf('probe', () => ({ text: 'new' })).text).toBe('new');
    expect(transport.calls.length).toBe(asked);
  });

  it('is not opened again by an answer that was on its way', async () => {
    await openHousehold({ delay: 20 });
    const answer = session.load();
    transport.emit('locked', { pull: false });
    await answer;
    expect(session.state?.phase).toBe('locked');
  });

  it('says after unlocking which pull it stopped, until that goes on', async () => {
    await openHousehold();
    transport.emit('locked', { pull: true });
    await tick();
    session.take({ ...(session.state as NonNullable<typeof session.state>), phase: 'open' });
    expect((await screen.findByTestId('cut-short')).textContent).toContain('se detuvo');
    screen.getByTestId('cut-short-resume').click();
    await tick();
    expect(transport.calls.some(({ name }) => name === 'start_pull')).toBe(true);
    await tick();
    expect(session.cutShort.pull).toBe(false);
  });

  it('says after unlocking that a file was not written', async () => {
    await openHousehold();
    session.noteUnwrittenFile();
    expect((await screen.findByTestId('cut-short')).textContent).toContain('ningún archivo a medias');
    screen.getByTestId('cut-short-close').click();
    await tick();
    expect(screen.queryByTestId('cut-short')).toBeNull();
  });
});

describe('a pull', () => {
  const pulling = { state: 'pulling', kind: 'delta', step: 'reading', done: 0, total: null, rate: 0 };

  it('stands as it was heard, whatever an answer on its way says', async () => {
    await openHousehold({ delay: 20 });
    const answers = [session.load(), session.changeLanguage('es')];
    transport.emit('pull', pulling);
    await Promise.all(answers);
    expect(session.pull.state).toBe('pulling');

    await session.load();
    expect(session.pull.state).toBe('idle');
  });
});
