import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import ClientPanel from '$lib/components/client/ClientPanel.svelte';
import { setLanguage } from '$lib/i18n';
import { setTransport } from '$lib/ipc';
import type { Person } from '$lib/ipc/fixtures/clients';
import { FixtureTransport } from '$lib/ipc/fixtures/transport';

let transport: FixtureTransport;

beforeEach(() => {
  setLanguage('es');
  transport = new FixtureTransport({ households: 24 });
  setTransport(transport);
});

async function open(fits: (person: Person) => boolean) {
  const person = transport.store.people.find(fits);
  if (!person) throw new Error('nobody of that kind');
  render(ClientPanel, { clientId: person.id, onclose: vi.fn(), onpromote: vi.fn() });
  const user = userEvent.setup();
  await user.click(await screen.findByTestId('client-tab-notice'));
  return { person, user };
}

const nodeOf = (end: string): HTMLElement => {
  const found = screen
    .getAllByTestId('notice-node')
    .find((node) => node.dataset['path']?.endsWith(end) ?? false);
  if (!found) throw new Error(`no node ${end}`);
  return found;
};

const individual = ({ kind, isPrimary }: Person) => kind === 'individual' && isPrimary;

async function violations(): Promise<string[]> {
  const { violations: found } = await axe.run(document.body, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

describe('the notice of a client', () => {
  it('counts what can be filled, and says the state of each node in a word', async () => {
    await open(individual);
    const summary = await screen.findByTestId('notice-summary');
    expect(summary.textContent).toContain('Se pueden llenar 5 de 7 nodos obligatorios');
    expect(summary.textContent).toContain('no caben 1');
    expect(nodeOf('/nombre').textContent).toContain('se puede llenar');
    expect(nodeOf('actividad_economica').textContent).toContain('no visible aquí');
    expect(nodeOf('colonia').textContent).toContain('no cabe');
    expect(nodeOf('colonia').textContent).toContain('57 caracteres');
    expect(nodeOf('/rfc').textContent).toContain('opcional');
    const text = screen.getByTestId('client-panel').textContent;
    expect(text).toContain('El aviso lo hace Artu');
    expect(text).not.toMatch(/válid|cumple/);
    expect(await violations()).toEqual([]);
  });

  it('shows a split of names as a guess, and what changes in a value, on demand and by keyboard', async () => {
    const { user } = await open(individual);
    await screen.findByTestId('notice-summary');
    const paternal = nodeOf('apellido_paterno');
    expect(paternal.textContent).toContain('suposición');
    const detail = within(paternal).getByTestId('notice-detail');
    expect(detail.getAttribute('aria-expanded')).toBe('false');
    detail.focus();
    await user.keyboard('{Enter}');
    expect(detail.getAttribute('aria-expanded')).toBe('true');
    const shown = document.getElementById(detail.getAttribute('aria-controls') ?? '');
    expect(shown?.hidden).toBe(false);
    expect(shown?.textContent).toContain('es una suposición');
    expect(shown?.textContent).toContain('lastName');
    expect(shown?.textContent).toContain('confianza media');
    const country = nodeOf('pais_nacionalidad');
    expect(country.textContent).toContain('UK');
    expect(country.textContent).toContain('GB');
    expect(await violations()).toEqual([]);
  });

  it('narrows to what cannot be filled', async () => {
    const { user } = await open(individual);
    await user.click(await screen.findByTestId('notice-only-open'));
    const states = screen.getAllByTestId('notice-node').map(({ dataset }) => dataset['state']);
    expect(states).toContain('not_visible');
    expect(states).not.toContain('fillable');
  });

  it('leads to the file of the representative', async () => {
    const represented = ({ id, kind, isPrimary }: Person) =>
      kind === 'company' &&
      isPrimary &&
      transport.store.ties.some(
        ({ parentId, childId, relationshipType }) =>
          parentId === id &&
          relationshipType === 'legal_representative' &&
          transport.store.people.some((child) => child.id === childId && child.kind === 'individual'),
      );
    await open(represented);
    const link = await screen.findByRole('link', { name: /Abrir el expediente de/ });
    expect(link.getAttribute('href')).toMatch(/^#\/household\/.+\?member=.+/);
    expect(await violations()).toEqual([]);
  });

  it('changes the activity, and says when its nodes are not in the tables', async () => {
    const { user } = await open(individual);
    await user.selectOptions(await screen.findByTestId('notice-activity'), 'DON');
    expect((await screen.findByText('Sin tablas para esta actividad')).tagName).toBe('H2');
    expect(screen.queryAllByTestId('notice-node')).toEqual([]);
    expect(await violations()).toEqual([]);
  });

  it('says that there is no notice for a client without an activity', async () => {
    await open(({ isPrimary }) => !isPrimary);
    expect((await screen.findByTestId('empty-state')).textContent).toContain('Sin actividad');
    expect(await violations()).toEqual([]);
  });

  it('says what went wrong, and asks again', async () => {
    transport.failures.set('notice_readiness', {
      code: 'locked',
      message: 'La bóveda está cerrada.',
      retryable: true,
    });
    await open(individual);
    expect((await screen.findByTestId('error-state')).dataset['code']).toBe('locked');
  });
});
