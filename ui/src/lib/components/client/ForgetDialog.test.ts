import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { setLanguage } from '$lib/i18n';
import { setTransport } from '$lib/ipc';
import { FixtureTransport } from '$lib/ipc/fixtures/transport';
import { dismissAll, toasts } from '$lib/state/toasts.svelte';

import ClientPanel from './ClientPanel.svelte';

let transport: FixtureTransport;

beforeEach(() => {
  dismissAll();
  setLanguage('es');
  transport = new FixtureTransport({ households: 8 });
  setTransport(transport);
});

function open(isGone: boolean) {
  const person = transport.store.people.find(({ isPrimary }) => !isPrimary);
  if (!person) throw new Error('nobody to forget');
  person.goneSince = isGone ? new Date().toISOString() : null;
  const onclose = vi.fn();
  render(ClientPanel, { clientId: person.id, onclose, onpromote: vi.fn() });
  return { person, onclose, user: userEvent.setup() };
}

const asked = () =>
  transport.calls.filter(({ name }) => name === 'forget_client').map(({ request }) => request);

describe('forgetting a client', () => {
  it('is offered only for one that is gone from Artu', async () => {
    const { person } = open(false);
    await screen.findByRole('heading', { name: person.name });
    expect(screen.queryByTestId('forget-button')).toBeNull();
  });

  it('says what goes and what stays, and happens only once it is understood', async () => {
    const { person, onclose, user } = open(true);
    await user.click(await screen.findByTestId('forget-button'));
    const words = (await screen.findByTestId('forget-dialog')).textContent;
    for (const part of ['Se elimina', 'Queda', 'bitácora', 'respaldos', 'diez años']) {
      expect(words).toContain(part);
    }
    const submit = screen.getByTestId<HTMLButtonElement>('forget-submit');
    expect(submit.disabled).toBe(true);
    expect(submit.textContent).toContain(person.name);
    await user.click(screen.getByTestId('forget-understood'));
    await user.click(submit);
    await waitFor(() => expect(onclose).toHaveBeenCalled());
    expect(asked()).toEqual([{ clientId: person.id, confirmed: true }]);
    expect(toasts().map(({ title }) => title)).toEqual(['Cliente olvidado']);
  });

  it('tells inside the dialog why it was not done', async () => {
    transport.failures.set('forget_client', {
      code: 'conflict',
      message: 'Hay una operación con este cliente que no ha terminado.',
      retryable: false,
    });
    const { onclose, user } = open(true);
    await user.click(await screen.findByTestId('forget-button'));
    await user.click(await screen.findByTestId('forget-understood'));
    await user.click(screen.getByTestId('forget-submit'));
    expect((await screen.findByTestId('error-state')).dataset['code']).toBe('conflict');
    expect(onclose).not.toHaveBeenCalled();
  });
});
