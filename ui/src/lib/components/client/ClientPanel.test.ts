import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { setLanguage } from '$lib/i18n';
import { setTransport } from '$lib/ipc';
import { FixtureTransport } from '$lib/ipc/fixtures/transport';

import ClientPanel from './ClientPanel.svelte';

let transport: FixtureTransport;

beforeEach(() => {
  setLanguage('es');
  transport = new FixtureTransport({ households: 40 });
  setTransport(transport);
});

function open(code: string) {
  const person = transport.store.people.find(
    ({ findings, goneSince }) => goneSince === null && findings.some((one) => one.code === code),
  );
  if (!person) throw new Error('nobody has it');
  render(ClientPanel, { clientId: person.id, first: 'findings', onclose: vi.fn(), onpromote: vi.fn() });
  return { person, user: userEvent.setup() };
}

async function findingOf(code: string): Promise<HTMLElement> {
  const findings = await screen.findAllByTestId('finding');
  const found = findings.find((one) => one.dataset['code'] === code);
  if (!found) throw new Error(`no finding ${code}`);
  return found;
}

describe('correcting from the file', () => {
  it('ends the finding without a refresh, and the sheet stays with its proof', async () => {
    const { person, user } = open('RFC_CHECK_DIGIT');
    const rfc = person.rfc ?? '';
    const other = `${rfc.slice(0, -1)}${rfc.endsWith('0') ? '1' : '0'}`;
    await user.click(within(await findingOf('RFC_CHECK_DIGIT')).getByTestId('finding-correct'));
    const value = await screen.findByTestId<HTMLInputElement>('correction-value');
    await waitFor(() => expect(value.value).toBe(rfc));
    await user.clear(value);
    await user.type(value, other);
    await user.type(screen.getByTestId('correction-reason'), 'Constancia a la vista');
    await user.click(screen.getByTestId('correction-rehearse'));
    await user.click(await screen.findByTestId('correction-send'));
    await screen.findByTestId('proof');
    await waitFor(() =>
      expect(screen.queryAllByTestId('finding').map((one) => one.dataset['code'])).not.toContain(
        'RFC_CHECK_DIGIT',
      ),
    );
    expect(screen.getByTestId('correction-outcome').dataset['state']).toBe('proven');
    await user.click(screen.getByTestId('correction-close'));
    await waitFor(() => expect(screen.queryByTestId('correction-sheet')).toBeNull());
  });

  it('says where else to correct what no update changes', async () => {
    const { user } = open('CLABE_CHECK_DIGIT');
    const finding = await findingOf('CLABE_CHECK_DIGIT');
    expect(within(finding).queryByTestId('finding-correct')).toBeNull();
    await user.click(within(finding).getByTestId('finding-why'));
    expect(within(finding).getByTestId('finding-elsewhere').textContent).toContain('cuentas bancarias');
  });

  it('is not offered for a client that is gone', async () => {
    const { person } = open('RFC_CHECK_DIGIT');
    await findingOf('RFC_CHECK_DIGIT');
    person.goneSince = new Date().toISOString();
    transport.emit('changed', 'clients');
    await screen.findByTestId('forget-button');
    expect(screen.queryByTestId('finding-correct')).toBeNull();
  });
});

describe('deciding in the file', () => {
  it('stays with its finding while a pull ends another before it', async () => {
    const { person, user } = open('RFC_CHECK_DIGIT');
    const about = person.findings.find(({ code }) => code === 'RFC_CHECK_DIGIT');
    if (about === undefined) throw new Error('no finding');
    const other = { ...about, code: 'RFC_GENERIC', message: 'Otro hallazgo' };
    person.findings = [about, other];
    transport.emit('changed', 'clients');
    await user.click(within(await findingOf('RFC_CHECK_DIGIT')).getByTestId('finding-why'));
    await user.click(within(await findingOf('RFC_CHECK_DIGIT')).getByTestId('finding-decide'));
    await user.click(await screen.findByTestId('decision-accepted'));
    await user.type(screen.getByTestId('decision-reason'), 'Revisado con el cliente');

    person.findings = [other];
    transport.emit('changed', 'clients');
    await waitFor(() => expect(screen.getAllByTestId('finding')).toHaveLength(1));
    await user.click(screen.getByTestId('decision-save'));
    const asked = transport.calls.find(({ name }) => name === 'decide_findings');
    expect(asked?.request).toMatchObject({ choice: { findings: [{ code: 'RFC_CHECK_DIGIT' }] } });
  });
});
