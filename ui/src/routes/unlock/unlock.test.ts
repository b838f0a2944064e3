import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { setLanguage } from '$lib/i18n';
import { setTransport } from '$lib/ipc';
import { FixtureTransport } from '$lib/ipc/fixtures/transport';
import { session } from '$lib/state/session.svelte';

import App from '../../App.svelte';

let transport: FixtureTransport;

beforeEach(() => {
  session.state = undefined;
  session.settingUp = false;
  setLanguage('es');
});

afterEach(() => vi.useRealTimers());

function open(options: { openElsewhere?: boolean } = {}) {
  transport = new FixtureTransport({ households: 6, phase: 'locked', ...options });
  setTransport(transport);
  window.location.hash = '#/inbox';
  render(App);
}

describe('a try that came too soon', () => {
  it('counts down the wait, then lets the next one through', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const user = userEvent.setup({ advanceTimers: vi.advanceTimersByTime });
    open();
    transport.failures.set('unlock', {
      code: 'wrong_key',
      message: 'x',
      retryable: true,
      details: { waitSeconds: 4 },
    });
    await user.type(await screen.findByTestId('unlock-passphrase'), 'una frase');
    await user.click(screen.getByTestId('unlock-submit'));
    expect((await screen.findByTestId('unlock-wait')).textContent).toMatch(/Faltan [34] segundos/);
    expect(screen.queryByTestId('error-state')).toBeNull();

    transport.failures.clear();
    await user.type(screen.getByTestId('unlock-passphrase'), 'correcto caballo{Enter}');
    const tries = () => transport.calls.filter(({ name }) => name === 'unlock').length;
    expect(tries()).toBe(1);
    expect(screen.getByTestId<HTMLButtonElement>('unlock-submit').disabled).toBe(true);

    await vi.advanceTimersByTimeAsync(4500);
    expect(screen.queryByTestId('unlock-wait')).toBeNull();
    await user.click(screen.getByTestId('unlock-submit'));
    await screen.findByTestId('nav-inbox');
    expect(tries()).toBe(2);
  });
});

describe('a vault that another window has open', () => {
  it('is told before anything is typed, and shown', async () => {
    const user = userEvent.setup();
    open({ openElsewhere: true });
    await screen.findByTestId('open-elsewhere');
    expect(screen.queryByTestId('unlock-passphrase')).toBeNull();
    await user.click(screen.getByTestId('show-other-window'));
    await waitFor(() => expect(screen.getByTestId('other-window').dataset['outcome']).toBe('shown'));
    await user.click(screen.getByTestId('look-again'));
    expect(await screen.findByTestId('unlock-passphrase')).toBeTruthy();
  });

  it('is told as well when opening finds it, and says when nobody answers', async () => {
    const user = userEvent.setup();
    open();
    transport.failures.set('unlock', { code: 'in_use', message: 'x', retryable: true });
    transport.failures.set('show_other_window', { code: 'internal', message: 'x', retryable: true });
    await user.type(await screen.findByTestId('unlock-passphrase'), 'una frase');
    await user.click(screen.getByTestId('unlock-submit'));
    await user.click(await screen.findByTestId('show-other-window'));
    await waitFor(() => expect(screen.getByTestId('other-window').dataset['outcome']).toBe('silent'));
  });
});
