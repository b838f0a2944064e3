import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';

import { setLanguage } from '$lib/i18n';
import { setTransport } from '$lib/ipc';
import { FixtureTransport, type FixtureOptions } from '$lib/ipc/fixtures/transport';
import { session } from '$lib/state/session.svelte';
import { dismissAll, toasts } from '$lib/state/toasts.svelte';

import App from '../../../App.svelte';

let transport: FixtureTransport;

beforeEach(() => {
  session.state = undefined;
  session.settingUp = false;
  session.replacing = undefined;
  dismissAll();
  setLanguage('es');
});

function open(options: FixtureOptions = {}) {
  transport = new FixtureTransport({ households: 6, ...options });
  setTransport(transport);
  window.location.hash = '#/settings';
  render(App);
  return userEvent.setup();
}

const requests = (name: string) =>
  transport.calls.filter((call) => call.name === name).map(({ request }) => request);

describe('the keys of the vault', () => {
  it('change only with the new passphrase typed twice, and are forgotten after', async () => {
    const user = open();
    await user.click(await screen.findByTestId('vault-passphrase'));
    await user.type(await screen.findByTestId('secret-current'), 'la de antes');
    await user.type(screen.getByTestId('passphrase-new'), 'faro canica deriva');
    await user.type(screen.getByTestId('passphrase-repeat'), 'faro canica');
    expect(screen.getByTestId<HTMLButtonElement>('vault-change-submit').disabled).toBe(true);
    await user.type(screen.getByTestId('passphrase-repeat'), ' deriva');
    await user.click(screen.getByTestId('vault-change-submit'));
    await waitFor(() => expect(toasts()[0]?.title).toContain('frase nueva'));
    expect(requests('change_passphrase')).toEqual([
      { current: { with: 'passphrase', secret: 'la de antes' }, new: 'faro canica deriva' },
    ]);
    await waitFor(() => expect(screen.queryByTestId('secret-current')).toBeNull());
    await user.click(screen.getByTestId('vault-passphrase'));
    expect((await screen.findByTestId<HTMLInputElement>('secret-current')).value).toBe('');
    expect(screen.getByTestId<HTMLInputElement>('passphrase-new').value).toBe('');
  });

  it('say inside the dialog why they did not change', async () => {
    const user = open();
    transport.failures.set('change_passphrase', {
      code: 'wrong_key',
      message: 'No la abre.',
      retryable: false,
    });
    await user.click(await screen.findByTestId('vault-passphrase'));
    await user.type(await screen.findByTestId('secret-current'), 'otra');
    await user.type(screen.getByTestId('passphrase-new'), 'faro canica deriva');
    await user.type(screen.getByTestId('passphrase-repeat'), 'faro canica deriva');
    await user.click(screen.getByTestId('vault-change-submit'));
    expect((await screen.findByTestId('error-state')).dataset['code']).toBe('wrong_key');
    expect(screen.getByTestId<HTMLInputElement>('secret-current').value).toBe('');
  });

  it('take a new recovery code only once it is confirmed', async () => {
    const user = open();
    await user.click(await screen.findByTestId('vault-recovery-new'));
    await user.type(await screen.findByTestId('secret-current'), 'la de siempre');
    await user.click(screen.getByTestId('recovery-new-make'));
    expect((await screen.findByTestId('recovery-new-code')).textContent).toMatch(/^W3NC/);
    const confirm = screen.getByTestId<HTMLButtonElement>('recovery-new-confirm');
    expect(confirm.disabled).toBe(true);
    expect(requests('confirm_recovery_code')).toEqual([]);
    await user.click(screen.getByTestId('recovery-new-saved'));
    await user.click(confirm);
    await waitFor(() => expect(requests('confirm_recovery_code').length).toBe(1));
    await waitFor(() => expect(document.body.textContent).not.toContain('W3NC'));
  });
});

describe('backups', () => {
  it('say where they are and what they hold, and nothing when none was wanted', async () => {
    const user = open();
    await user.click(await screen.findByTestId('backup-work'));
    expect((await screen.findByTestId('backup-written')).textContent).toContain('.vinculo');
    expect(requests('back_up_vault')).toEqual([{ kind: 'work' }]);
  });

  it('of another profile are restored only when that is confirmed', async () => {
    const user = open();
    transport.failures.set('restore_vault', {
      code: 'usage',
      message: 'Es de otro perfil.',
      retryable: false,
      details: { confirm: 'anotherProfile' },
    });
    await user.click(await screen.findByTestId('vault-restore'));
    await user.type(await screen.findByTestId('secret-current'), 'la de siempre');
    expect(screen.queryByTestId('replace-another')).toBeNull();
    await user.click(screen.getByTestId('replace-start'));
    const another = await screen.findByTestId('replace-another');
    expect(screen.getByTestId<HTMLButtonElement>('replace-start').disabled).toBe(true);
    transport.failures.clear();
    await user.click(another);
    await user.click(screen.getByTestId('replace-start'));
    expect((await screen.findByTestId('replaced')).textContent).toContain('vault.db.replaced');
    expect(
      requests('restore_vault').map((one) => (one as { anotherProfile: boolean }).anotherProfile),
    ).toEqual([false, true]);
    await user.click(screen.getByTestId('replace-leave'));
    await screen.findByTestId('nav-inbox');
    expect(requests('start_pull')).toEqual([{ sweep: true }]);
  });

  it('leave the vault as it is when one turns back', async () => {
    const user = open();
    await user.click(await screen.findByTestId('vault-restore'));
    await user.click(await screen.findByTestId('replace-cancel'));
    expect(await screen.findByTestId('vault-restore')).toBeTruthy();
    expect(requests('restore_vault')).toEqual([]);
  });
});

describe('earlier versions', () => {
  it('are kept for ever until the years are chosen, and say the room they take', async () => {
    const user = open();
    const forever = await screen.findByTestId<HTMLInputElement>('revisions-forever');
    expect(forever.checked).toBe(true);
    const room = screen.getByTestId('revisions-room').textContent;
    expect(room).toContain('1,284 versiones anteriores');
    expect(room).toContain('6% de 48.2 MB');
    await user.click(screen.getByTestId('revisions-10'));
    await waitFor(() => expect(screen.getByTestId<HTMLInputElement>('revisions-10').checked).toBe(true));
    expect(requests('set_revision_retention')).toEqual([{ years: 10 }]);
  });

  it('stay as they are kept when the change is refused', async () => {
    const user = open();
    transport.failures.set('set_revision_retention', {
      code: 'disk_full',
      message: 'El disco está lleno.',
      retryable: true,
    });
    await user.click(await screen.findByTestId('revisions-10'));
    await waitFor(() => expect(toasts().length).toBe(1));
    expect(requests('revision_retention').length).toBeGreaterThan(1);
  });
});

describe('a check', () => {
  it('says part by part what is sound', async () => {
    const user = open();
    await user.click(await screen.findByTestId('vault-check-start'));
    expect((await screen.findByTestId('checked-journal')).dataset['sound']).toBe('true');
  });
});

describe('a damaged vault', () => {
  async function damaged(details: unknown) {
    const user = open({ phase: 'locked' });
    transport.failures.set('unlock', {
      code: 'damaged',
      message: 'El archivo está dañado.',
      retryable: false,
      details,
    });
    await user.type(await screen.findByTestId('unlock-passphrase'), 'la de siempre');
    await user.click(screen.getByTestId('unlock-submit'));
    await screen.findByTestId('damaged-vault');
    return user;
  }

  it('says what is safe and is made anew', async () => {
    const user = await damaged({ what: 'a page' });
    await waitFor(() => expect(screen.getByTestId('work-kept').dataset['kept']).toBe('true'));
    await user.click(screen.getByTestId('damaged-rebuild'));
    await user.type(await screen.findByTestId('secret-current'), 'la de siempre');
    await user.click(screen.getByTestId('replace-start'));
    await screen.findByTestId('replaced');
    expect(requests('rebuild_vault')).toEqual([{ current: { with: 'passphrase', secret: 'la de siempre' } }]);
  });

  it('whose keys are lost offers a backup alone', async () => {
    await damaged({ file: 'keys' });
    await waitFor(() => expect(screen.getByTestId('work-kept')).toBeTruthy());
    expect(screen.queryByTestId('damaged-rebuild')).toBeNull();
    expect(screen.getByTestId('damaged-restore')).toBeTruthy();
  });
});
