import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';

import { setTransport } from '$lib/ipc';
import { FixtureTransport, type FixtureOptions } from '$lib/ipc/fixtures/transport';
import { session } from '$lib/state/session.svelte';

import App from '../../App.svelte';

import { strengthOf } from '$lib/components/secret/strength';

const KEY = 'llave-que-nadie-debe-ver';
const NETWORK = { proxy: { way: 'system' }, certificateAuthority: null };
let transport: FixtureTransport;

async function open(options: FixtureOptions = {}) {
  transport = new FixtureTransport({ phase: 'setup', ...options });
  setTransport(transport);
  render(App);
  await screen.findByTestId('setup-url');
  return userEvent.setup();
}

const outcome = async () => (await screen.findByTestId('setup-outcome')).dataset['outcome'];
const requests = (name: string) =>
  transport.calls.filter((call) => call.name === name).map(({ request }) => request);

beforeEach(() => {
  session.state = undefined;
  session.settingUp = false;
  session.pull = { state: 'idle' };
  window.location.hash = '';
});

describe('the set-up', () => {
  it('leads from the address to the clients', async () => {
    const user = await open({ keychain: false });
    expect(screen.getByTestId<HTMLInputElement>('setup-url').value).toBe('https://api.artu.ai');
    expect(screen.getByTestId<HTMLInputElement>('setup-key').type).toBe('password');
    expect(screen.getByTestId<HTMLButtonElement>('setup-test').disabled).toBe(true);

    await user.type(screen.getByTestId('setup-key'), KEY);
    await user.click(screen.getByTestId('setup-test'));
    expect(await outcome()).toBe('ready');
    await user.click(screen.getByTestId('setup-next'));

    // The name of the organisation is offered, not asked for again.
    expect(screen.getByTestId<HTMLInputElement>('setup-name').value).toBe('Financiera del Valle');
    await user.type(screen.getByTestId('setup-analyst'), 'Irene Solís');
    expect(screen.getByTestId<HTMLInputElement>('setup-protection-keychain').disabled).toBe(true);
    await user.type(screen.getByTestId('setup-passphrase'), 'corta');
    expect(screen.getByTestId('setup-strength').dataset['strength']).toBe('short');
    await user.type(screen.getByTestId('setup-passphrase'), ' caballo violeta');
    expect(screen.getByTestId<HTMLButtonElement>('setup-create').disabled).toBe(true);
    await user.type(screen.getByTestId('setup-repeat'), 'corta caballo violeta');
    await user.click(screen.getByTestId('setup-create'));

    expect((await screen.findByTestId('setup-recovery-code')).textContent).toMatch(/^[A-Z0-9-]{20,}$/);
    expect(requests('create_profile')).toEqual([
      {
        name: 'Financiera del Valle',
        url: 'https://api.artu.ai',
        environment: 'test',
        key: KEY,
        protection: 'passphrase',
        passphrase: 'corta caballo violeta',
        analyst: 'Irene Solís',
        network: NETWORK,
        operations: {},
      },
    ]);
    expect(document.body.innerHTML).not.toContain(KEY);

    expect(screen.getByTestId<HTMLButtonElement>('setup-start-pull').disabled).toBe(true);
    await user.click(screen.getByTestId('setup-recovery-saved'));
    await user.click(screen.getByTestId('setup-start-pull'));
    expect(screen.queryByTestId('setup-recovery-code')).toBeNull();
    await waitFor(() => expect(screen.getByTestId('setup-pull').dataset['state']).toBe('pulling'));
    await user.click(screen.getByTestId('pull-cancel'));
    await user.click(screen.getByTestId('setup-finish'));
    expect(await screen.findByTestId('nav-households')).toBeTruthy();
  });

  it.each([
    ['mal', 'wrong_key'],
    ['otro', 'wrong_environment'],
    ['permiso', 'missing_permission'],
    ['red', 'unreachable'],
  ])('says clearly what a key %s means, and goes no further', async (key, expected) => {
    const user = await open();
    await user.type(screen.getByTestId('setup-key'), key);
    await user.click(screen.getByTestId('setup-test'));
    expect(await outcome()).toBe(expected);
    expect(screen.queryByTestId('setup-next')).toBeNull();
    // What was said belonged to the key as it was.
    await user.type(screen.getByTestId('setup-key'), 'x');
    expect(screen.queryByTestId('setup-outcome')).toBeNull();
  });

  it('lets the path of the list be corrected before the profile is made', async () => {
    const user = await open({ keychain: true });
    await user.type(screen.getByTestId('setup-key'), 'lista');
    expect(screen.queryByTestId('setup-operations')).toBeNull();
    await user.click(screen.getByTestId('setup-test'));
    expect(await outcome()).toBe('no_client_list');
    // The set-up is not held up by it.
    expect(screen.getByTestId('setup-next')).toBeTruthy();

    const path = screen.getByTestId('path-clients.list');
    await user.clear(path);
    await user.type(path, '/v2/clients');
    expect(screen.queryByTestId('setup-outcome')).toBeNull();
    await user.click(screen.getByTestId('setup-test'));
    expect(await outcome()).toBe('ready');
    await user.click(screen.getByTestId('setup-next'));
    await user.type(screen.getByTestId('setup-analyst'), 'Irene Solís');
    await user.click(screen.getByTestId('setup-create'));
    await screen.findByTestId('setup-recovery-code');
    expect(requests('create_profile')).toMatchObject([
      { operations: { operations: { 'clients.list': { method: 'POST', path: '/v2/clients' } } } },
    ]);
  });

  it('goes on without the list of clients', async () => {
    const user = await open();
    await user.type(screen.getByTestId('setup-key'), 'lista');
    await user.click(screen.getByTestId('setup-test'));
    await outcome();
    await user.click(screen.getByTestId('setup-next'));
    expect(screen.getByTestId<HTMLInputElement>('setup-name').value).toBe('Financiera del Valle');
  });

  it('marks live before anything is typed', async () => {
    const user = await open();
    await user.click(screen.getByTestId('setup-environment-live'));
    expect(screen.getByTestId('environment-bar').dataset['environment']).toBe('live');
    await user.type(screen.getByTestId('setup-key'), KEY);
    await user.click(screen.getByTestId('setup-test'));
    await outcome();
    expect(requests('test_connection')).toEqual([
      { url: 'https://api.artu.ai', environment: 'live', key: KEY, network: NETWORK, operations: {} },
    ]);
  });

  it('recommends the keychain where there is one, and forgets the key when creation fails', async () => {
    const user = await open({ keychain: true });
    transport.failures.set('create_profile', {
      code: 'disk_full',
      message: 'El disco está lleno.',
      retryable: true,
    });
    await user.type(screen.getByTestId('setup-key'), KEY);
    await user.click(screen.getByTestId('setup-test'));
    await outcome();
    await user.click(screen.getByTestId('setup-next'));
    expect(screen.getByTestId<HTMLInputElement>('setup-protection-keychain').checked).toBe(true);
    await user.type(screen.getByTestId('setup-analyst'), 'Irene Solís');
    await user.click(screen.getByTestId('setup-create'));
    expect((await screen.findByTestId('error-state')).dataset['code']).toBe('disk_full');
    expect(screen.getByTestId<HTMLInputElement>('setup-key').value).toBe('');
  });

  it('opens the sample data without a key', async () => {
    const user = await open();
    await user.click(screen.getByTestId('explore-sample'));
    expect(await screen.findByTestId('nav-inbox')).toBeTruthy();
    expect(screen.getByTestId('environment-badge').textContent).toBe('TEST');
  });
});

describe('the strength of a passphrase', () => {
  it.each([
    ['corta', 'short'],
    ['aaaaaaaaaaaa', 'weak'],
    ['contraseña', 'weak'],
    ['correcto caballo', 'fair'],
    ['correcto caballo pila grapa', 'strong'],
  ] as const)('%j is %s', (passphrase, strength) => {
    expect(strengthOf(passphrase)).toBe(strength);
  });
});
