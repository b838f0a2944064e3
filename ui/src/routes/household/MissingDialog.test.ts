import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import ClientPanel from '$lib/components/client/ClientPanel.svelte';
import { setLanguage } from '$lib/i18n';
import { setTransport } from '$lib/ipc';
import { FixtureTransport } from '$lib/ipc/fixtures/transport';
import { dismissAll, toasts } from '$lib/state/toasts.svelte';

import MatrixTab from './MatrixTab.svelte';

let transport: FixtureTransport;

beforeEach(() => {
  dismissAll();
  setLanguage('es');
  transport = new FixtureTransport({ households: 8 });
  setTransport(transport);
});

const last = (command: string) => transport.calls.filter(({ name }) => name === command).at(-1)?.request;

/** A household of several and the dialog over its matrix. */
async function open() {
  const household = transport.store.households.find(({ members }) => members.length > 2);
  if (!household) throw new Error('no household of several');
  render(MatrixTab, { householdId: household.anchor.id, onmember: vi.fn() });
  const user = userEvent.setup();
  await user.click(await screen.findByTestId('missing-open'));
  await screen.findByTestId('missing-text');
  return { household, user };
}

async function graveViolations() {
  const { violations } = await axe.run(document.body, {
    rules: {
      region: { enabled: false },
      'color-contrast': { enabled: false },
      'page-has-heading-one': { enabled: false },
    },
  });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => [id, nodes.map((node) => node.html)]);
}

describe('the letter that asks for what is missing', () => {
  it('is about everyone at first, in the language of the window, and can be read by anyone', async () => {
    const { household } = await open();
    expect(last('missing_items')).toEqual({
      householdId: household.anchor.id,
      memberId: null,
      language: 'es',
      ifAny: true,
      norms: true,
    });
    expect(screen.getByTestId('missing-text').lang).toBe('es');
    expect(screen.getByTestId('missing-total').textContent).toMatch(/\d+ datos o documentos por pedir/);
    expect(await graveViolations()).toEqual([]);
  });

  it('follows every choice, and the window keeps its own language', async () => {
    const { household, user } = await open();
    const member = household.members.find(({ person }) => person !== household.anchor)?.person;
    if (!member) throw new Error('nobody is linked');
    await user.selectOptions(screen.getByTestId('missing-who'), member.id);
    await user.selectOptions(screen.getByTestId('missing-language'), 'en');
    await user.click(screen.getByTestId('missing-if-any'));
    await user.click(screen.getByTestId('missing-norms'));
    await waitFor(() =>
      expect(last('missing_items')).toEqual({
        householdId: household.anchor.id,
        memberId: member.id,
        language: 'en',
        ifAny: false,
        norms: false,
      }),
    );
    const text = screen.getByTestId('missing-text');
    await waitFor(() => expect(text.lang).toBe('en'));
    expect(text.textContent).toContain('Information and documents');
    expect(text.textContent).not.toContain(household.anchor.name);
    expect(screen.getByTestId('missing-copy').textContent).toContain('Copiar texto');
  });

  it('copies what is on screen and has it entered', async () => {
    const { user } = await open();
    await user.click(screen.getByTestId('missing-copy'));
    await waitFor(() => expect(toasts().map(({ title }) => title)).toEqual(['Texto de la carta copiado']));
    expect(await navigator.clipboard.readText()).toBe(screen.getByTestId('missing-text').textContent);
    expect(last('enter_copied_missing_items')).toEqual({
      missing: last('missing_items'),
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
    });
  });

  it('says that a copy was not entered, and shows the list as it is now', async () => {
    const { user } = await open();
    transport.failures.set('enter_copied_missing_items', {
      code: 'conflict',
      message: 'Los datos cambiaron desde que se mostró la lista.',
      retryable: false,
    });
    const asked = () => transport.calls.filter(({ name }) => name === 'missing_items').length;
    const before = asked();
    await user.click(screen.getByTestId('missing-copy'));
    expect((await screen.findByTestId('error-state')).dataset['code']).toBe('conflict');
    await waitFor(() => expect(asked()).toBe(before + 1));
    expect(toasts()).toEqual([]);
  });

  it('saves as text and as PDF and says where', async () => {
    const { user } = await open();
    for (const [button, format, end] of [
      ['missing-save-text', 'text', '.txt'],
      ['missing-save-pdf', 'pdf', '.pdf'],
    ] as const) {
      dismissAll();
      await user.click(screen.getByTestId(button));
      await waitFor(() => expect(toasts()[0]?.text).toContain(end));
      expect(last('export_missing_items')).toEqual({ missing: last('missing_items'), format });
    }
  });

  it('tells why there is no letter and offers to try again', async () => {
    transport.failures.set('missing_items', {
      code: 'not_found',
      message: 'Ya no está en la bóveda.',
      retryable: false,
    });
    const household = transport.store.households[0];
    if (!household) throw new Error('no household');
    render(MatrixTab, { householdId: household.anchor.id, onmember: vi.fn() });
    const user = userEvent.setup();
    await user.click(await screen.findByTestId('missing-open'));
    expect((await screen.findByTestId('error-state')).dataset['code']).toBe('not_found');
    expect(screen.getByTestId<HTMLButtonElement>('missing-copy').disabled).toBe(true);
    transport.failures.clear();
    await user.click(screen.getByTestId('retry'));
    expect(await screen.findByTestId('missing-text')).toBeTruthy();
  });

  it('is about the client alone when it is opened from its file', async () => {
    const household = transport.store.households.find(({ members }) => members.length > 1);
    const person = household?.members.find(
      (one) => one.person !== household.anchor && one.person.goneSince === null,
    )?.person;
    if (!household || !person) throw new Error('nobody is linked');
    render(ClientPanel, {
      clientId: person.id,
      householdId: household.anchor.id,
      onclose: vi.fn(),
      onpromote: vi.fn(),
    });
    const user = userEvent.setup();
    await user.click(await screen.findByTestId('missing-open'));
    await screen.findByTestId('missing-text');
    expect(last('missing_items')).toMatchObject({
      householdId: household.anchor.id,
      memberId: person.id,
    });
    expect(await graveViolations()).toEqual([]);
  });

  it('is not offered for a client that is gone from Artu', async () => {
    const household = transport.store.households.find(({ members }) => members.length > 0);
    const person = household?.members[0]?.person;
    if (!person) throw new Error('nobody is linked');
    person.goneSince = '2026-11-03T18:00:00Z';
    render(ClientPanel, { clientId: person.id, onclose: vi.fn(), onpromote: vi.fn() });
    await screen.findByRole('heading', { name: person.name });
    expect(screen.queryByTestId('missing-open')).toBeNull();
  });
});
