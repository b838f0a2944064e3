import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { beforeEach, describe, expect, it } from 'vitest';

import { setLanguage } from '$lib/i18n';
import { setTransport } from '$lib/ipc';
import { FixtureTransport, type FixtureOptions } from '$lib/ipc/fixtures/transport';
import { session } from '$lib/state/session.svelte';
import { dismissAll } from '$lib/state/toasts.svelte';
import { forgetViews } from '$lib/state/views.svelte';

import App from '../App.svelte';

let transport: FixtureTransport;

function open(hash: string, options: FixtureOptions = {}, prepare?: (transport: FixtureTransport) => void) {
  transport = new FixtureTransport({ households: 24, ...options });
  prepare?.(transport);
  setTransport(transport);
  window.location.hash = hash;
  render(App);
  return userEvent.setup();
}

/** Serious and critical violations; jsdom draws nothing, so colours are judged elsewhere. */
async function violations(): Promise<string[]> {
  const { violations: found } = await axe.run(document.body, {
    rules: { 'color-contrast': { enabled: false } },
  });
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

beforeEach(() => {
  session.state = undefined;
  session.settingUp = false;
  session.pull = { state: 'idle' };
  forgetViews();
  dismissAll();
  setLanguage('es');
});

describe('accessibility', () => {
  it.each([
    ['#/inbox', 'inbox-operations'],
    ['#/households', 'household-table'],
    ['#/clients', 'client-table'],
    ['#/findings', 'finding-table'],
    ['#/operations/operation-1', 'operation-detail'],
    ['#/reports', 'report-clients-csv'],
    ['#/journal', 'journal-table'],
    ['#/settings', 'quarantine'],
  ])('%s has no serious violation', async (hash, mark) => {
    open(hash);
    await screen.findByTestId(mark);
    expect(await violations()).toEqual([]);
  });

  it('nor has a household', async () => {
    open('#/inbox');
    const { id } = transport.store.households[3]?.anchor ?? { id: '' };
    window.location.hash = `#/household/${id}`;
    await screen.findAllByTestId('member-row');
    expect(await violations()).toEqual([]);
  });

  it.each([
    ['setup', 'setup-url'],
    ['locked', 'unlock-passphrase'],
  ] as const)('nor has the phase %s', async (phase, mark) => {
    open('', { phase });
    await screen.findByTestId(mark);
    expect(await violations()).toEqual([]);
  });

  it('nor has the palette', async () => {
    const user = open('#/inbox');
    await screen.findByTestId('inbox-operations');
    await user.keyboard('{Control>}k{/Control}');
    await screen.findByTestId('search-input');
    expect(await violations()).toEqual([]);
  });
});

describe('the frame', () => {
  it('says live in colour and word, on every screen', async () => {
    open('#/journal', { environment: 'live' });
    expect((await screen.findByTestId('environment-bar')).dataset['environment']).toBe('live');
    expect(screen.getByTestId('environment-badge').textContent).toBe('LIVE');
  });

  it('counts what asks for an act', async () => {
    open('#/journal');
    const link = await screen.findByTestId('nav-operations');
    expect(link.textContent).toContain('3');
    expect(link.querySelector('[aria-label="3 operaciones por atender"]')).not.toBeNull();
  });

  it('pulls with progress, and stops when asked', async () => {
    const user = open('#/journal');
    await user.click(await screen.findByTestId('pull-button'));
    await waitFor(() => expect(screen.getByTestId('pull-status').dataset['state']).toBe('pulling'));
    expect(screen.getByRole('progressbar').getAttribute('max')).toBe('2341');
    await user.click(screen.getByTestId('pull-cancel'));
    await waitFor(() => expect(screen.getByTestId('pull-status').dataset['state']).toBe('idle'));
  });

  it('says when the rules run, and how far they are', async () => {
    const checking = { kind: 'first', step: 'checking', done: 900, total: 2341, rate: 5210 } as const;
    open('#/journal', { pull: { state: 'pulling', ...checking } });
    const status = await screen.findByTestId('pull-status');
    expect(status.textContent).toContain('Aplicando las reglas');
    const bar = screen.getByRole('progressbar', { name: 'Aplicando las reglas' });
    expect(bar.getAttribute('value')).toBe('900');
  });

  it('says since when it is offline and what still works', async () => {
    open('#/households', { pull: { state: 'offline', since: '2026-11-23T17:00:00Z' } });
    expect((await screen.findByTestId('offline-notice')).textContent).toContain('23 nov 2026');
    expect(await screen.findByTestId('household-table')).toBeTruthy();
  });

  it('changes its language', async () => {
    const user = open('#/settings');
    await user.click(await screen.findByTestId('language-en'));
    await waitFor(() => expect(screen.getByTestId('nav-inbox').textContent).toContain('Inbox'));
    expect(document.documentElement.lang).toBe('en');
  });

  it('locks and forgets the filters', async () => {
    const user = open('#/households', { phase: 'open' });
    await user.type(await screen.findByTestId('household-filter'), 'aceros');
    await waitFor(() =>
      expect(Number(screen.getByTestId('list-count').dataset['hidden'])).toBeGreaterThan(0),
    );
    await user.click(screen.getByTestId('profile-menu'));
    await user.click(await screen.findByTestId('lock-button'));
    await user.type(await screen.findByTestId('unlock-passphrase'), 'mal');
    await user.click(screen.getByTestId('unlock-submit'));
    expect((await screen.findByTestId('error-state')).dataset['code']).toBe('wrong_key');
    expect(screen.getByTestId<HTMLInputElement>('unlock-passphrase').value).toBe('');
    await user.type(screen.getByTestId('unlock-passphrase'), 'correcto caballo');
    await user.click(screen.getByTestId('unlock-submit'));
    expect((await screen.findByTestId<HTMLInputElement>('household-filter')).value).toBe('');
  });
});

describe('search', () => {
  it('finds a client by name in any order and opens its household', async () => {
    const user = open('#/inbox');
    await screen.findByTestId('inbox-operations');
    const member = transport.store.households[3]?.members[1]?.person;
    const [surname = '', rest = ''] = (member?.name ?? '').split(', ');
    await user.keyboard('{Control>}k{/Control}');
    await user.type(await screen.findByTestId('search-input'), `${rest} ${surname}`.trim());
    expect((await screen.findAllByTestId('search-hit'))[0]?.textContent).toContain(surname);
    await user.keyboard('{Enter}');
    await waitFor(() => expect(window.location.hash).toContain('#/household/'));
    await waitFor(() => expect(screen.queryByTestId('palette')).toBeNull());
  });
});

describe('what is pasted', () => {
  async function member() {
    const user = open('#/inbox');
    await screen.findByTestId('inbox-operations');
    const rfcs = transport.store.people.map(({ rfc }) => rfc);
    const person = transport.store.people.find(
      ({ rfc, goneSince }) => rfc && !goneSince && rfcs.filter((one) => one === rfc).length === 1,
    );
    return { user, person: person as NonNullable<typeof person> };
  }

  it('outside any field lands on the client whose identifier it is', async () => {
    const { user, person } = await member();
    screen.getByTestId('nav-inbox').focus();
    await user.keyboard('{Control>}v{/Control}');
    await user.paste(` ${person.rfc ?? ''}\n`);
    await waitFor(() => expect(window.location.hash).toContain(person.id));
    await waitFor(() => expect(screen.queryByTestId('palette')).toBeNull());
  });

  it('in the search lands there as well', async () => {
    const { user, person } = await member();
    await user.keyboard('{Control>}k{/Control}');
    await user.click(await screen.findByTestId('search-input'));
    await user.paste(person.rfc ?? '');
    await waitFor(() => expect(window.location.hash).toContain(person.id));
  });

  it('is there to choose from when it names several', async () => {
    const { user } = await member();
    screen.getByTestId('nav-inbox').focus();
    await user.keyboard('{Control>}v{/Control}');
    await user.paste('a');
    expect(screen.queryByTestId('palette')).toBeNull();
    await user.keyboard('{Control>}v{/Control}');
    await user.paste('an');
    expect((await screen.findAllByTestId('search-hit')).length).toBeGreaterThan(1);
    expect(window.location.hash).toBe('#/inbox');
  });

  it('into a field stays there', async () => {
    const user = open('#/households');
    await user.click(await screen.findByTestId('household-filter'));
    await user.keyboard('{Control>}v{/Control}');
    await user.paste('aceros');
    expect(screen.getByTestId<HTMLInputElement>('household-filter').value).toBe('aceros');
    expect(screen.queryByTestId('palette')).toBeNull();
  });
});

describe('lists', () => {
  it('keep filter and place when one comes back', async () => {
    const user = open('#/households');
    await user.selectOptions(await screen.findByTestId('filter-worst'), 'error');
    await waitFor(() =>
      expect(Number(screen.getByTestId('list-count').dataset['hidden'])).toBeGreaterThan(0),
    );
    (await screen.findByTestId('household-table')).focus();
    await user.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    await waitFor(() => expect(window.location.hash).toContain('#/household/'));
    window.location.hash = '#/households';
    const filter = await screen.findByTestId<HTMLSelectElement>('filter-worst');
    expect(filter.value).toBe('error');
    const grid = await screen.findByTestId('household-table');
    expect(grid.getAttribute('aria-activedescendant')).toMatch(/-2$/);
    expect(document.activeElement).toBe(grid);
  });

  it('show orphans only when asked', async () => {
    const user = open('#/clients');
    await user.click(await screen.findByTestId('filter-orphans'));
    await waitFor(() => expect(screen.getByTestId('list-count').dataset['total']).toBe('2'));
    expect(screen.getAllByTestId('client-row')).toHaveLength(2);
  });

  it('open the file of a client beside them', async () => {
    const user = open('#/clients');
    await user.click((await screen.findAllByTestId('client-row'))[0] as HTMLElement);
    expect(await screen.findByTestId('client-panel')).toBeTruthy();
  });

  it('narrow findings to a rule', async () => {
    const user = open('#/findings');
    const rule = (await screen.findAllByTestId('code-row'))[0] as HTMLElement;
    await user.click(rule);
    await waitFor(() =>
      expect(transport.calls.at(-1)?.request).toMatchObject({ code: rule.dataset['code'] }),
    );
  });

  it('decide about all findings of a list, which then leave it', async () => {
    const user = open('#/findings');
    const rule = (await screen.findAllByTestId('code-row'))[0] as HTMLElement;
    await user.click(rule);
    await waitFor(() =>
      expect(transport.calls.at(-1)?.request).toMatchObject({ code: rule.dataset['code'] }),
    );
    const total = Number(rule.querySelector('.muted')?.textContent);
    await waitFor(() => expect(screen.getByTestId('list-count').dataset['total']).toBe(String(total)));
    await user.click(await screen.findByTestId('decide-all'));
    // Neither the decision nor the reason may be missing.
    await user.click(await screen.findByTestId('decision-save'));
    const dialog = within(screen.getByTestId('decision-dialog'));
    const alerts = () => dialog.getAllByRole('alert').map(({ textContent }) => textContent);
    expect(alerts()).toEqual(['Falta elegir la decisión.', 'Falta el motivo.']);
    await user.click(screen.getByTestId('decision-accepted'));
    await user.click(screen.getByTestId('decision-save'));
    expect(alerts()).toEqual(['Falta el motivo.']);
    expect(await violations()).toEqual([]);
    await user.type(screen.getByTestId('decision-reason'), 'Criterio de la oficina');
    await user.click(screen.getByTestId('decision-save'));
    await screen.findByTestId('toast');
    const request = transport.calls.find(({ name }) => name === 'decide_findings')?.request;
    expect(request).toMatchObject({
      choice: { by: 'list', query: { code: rule.dataset['code'], decided: 'open' }, total },
      kind: 'accepted',
      reason: 'Criterio de la oficina',
    });
    await waitFor(() => expect(screen.getByTestId('list-count').dataset['total']).toBe('0'));
    await user.selectOptions(screen.getByTestId('filter-decided'), 'accepted');
    await waitFor(() => expect(screen.getByTestId('list-count').dataset['total']).toBe(String(total)));
  });

  it('show what was decided about a finding, and take it back', async () => {
    const user = open('#/findings');
    await user.click((await screen.findAllByTestId('finding-row'))[0] as HTMLElement);
    await user.click(await screen.findByTestId('client-tab-findings'));
    const first = () => screen.getAllByTestId('finding')[0] as HTMLElement;
    await user.click(within(first()).getByTestId('finding-why'));
    await user.click(within(first()).getByTestId('finding-decide'));
    expect(screen.queryByTestId('decision-reopened')).toBeNull();
    await user.click(await screen.findByTestId('decision-false_alarm'));
    await user.type(screen.getByTestId('decision-reason'), 'Homonimia comprobada');
    await user.click(screen.getByTestId('decision-save'));
    const shown = await screen.findByTestId('finding-disposition');
    expect(shown.textContent).toContain('Homonimia comprobada');
    await user.click(within(first()).getByTestId('finding-decide'));
    await user.click(await screen.findByTestId('decision-reopened'));
    await user.type(screen.getByTestId('decision-reason'), 'No era homonimia');
    await user.click(screen.getByTestId('decision-save'));
    await waitFor(() => expect(screen.queryByTestId('finding-disposition')).toBeNull());
  });

  it('show what is asked of each member, cell by cell', async () => {
    const user = open('#/households');
    await user.click((await screen.findAllByTestId('household-row'))[0] as HTMLElement);
    await screen.findByTestId('household-page');
    await user.click(screen.getByRole('tab', { name: 'Matriz' }));
    const cells = await screen.findAllByTestId('matrix-cell');
    const members = screen.getAllByTestId('matrix-member');
    const missing = cells.find(({ dataset }) => dataset['held'] === 'absent_until_later') as HTMLElement;
    await user.click(missing);
    expect(screen.getByTestId('matrix-reason').textContent).toContain('Acuerdo 115/2026');
    expect(screen.getByTestId('matrix-reason').textContent).toContain('30 nov 2026');
    // The arrows lead from cell to cell, and the reason follows.
    await user.keyboard('{ArrowUp}');
    expect(document.activeElement).toBe(cells[cells.indexOf(missing) - members.length]);
    expect(screen.getByTestId('matrix-reason').textContent).not.toContain('Acuerdo 115/2026');
    expect(await violations()).toEqual([]);
    const rows = screen.getAllByTestId('matrix-row').length;
    await user.click(screen.getByTestId('matrix-only-open'));
    expect(screen.getAllByTestId('matrix-row').length).toBeLessThan(rows);
  });

  it('export with the filters in force', async () => {
    const user = open('#/households');
    await user.selectOptions(await screen.findByTestId('filter-review'), 'none');
    await user.click(screen.getByTestId('export-menu'));
    await user.click(await screen.findByTestId('export-members-xlsx'));
    await screen.findByTestId('toast');
    const request = transport.calls.find(({ name }) => name === 'export_file')?.request;
    expect(request).toMatchObject({ subject: 'members', format: 'xlsx', households: { review: 'none' } });
  });

  it('tell what a pull sent, while the vault is open', async () => {
    open('#/inbox');
    await screen.findByTestId('inbox-orphans');
    const sent = transport.store.operations.find(({ state }) => state === 'proven');
    if (!sent) throw new Error('none is proven');
    const report = { results: [transport.store.result(sent)] };
    transport.emit('sent', report);
    expect((await screen.findByTestId('toast')).textContent).toContain(`${sent.clientName}: Comprobada`);
    transport.emit('locked', { pull: false });
    await waitFor(() => expect(screen.queryByTestId('toast')).toBeNull());
    transport.emit('sent', report);
    await screen.findByTestId('unlock-passphrase');
    expect(screen.queryByTestId('toast')).toBeNull();
  });

  it('keep an operation open that the list does not hold', async () => {
    const user = open('#/operations/operation-1');
    await screen.findByTestId('operation-client');
    const opened = transport.store.operations.find(({ operationId }) => operationId === 'operation-1');
    const [other, word] = opened?.state === 'proven' ? ['waiting', 'En espera'] : ['proven', 'Comprobada'];
    await user.selectOptions(screen.getByTestId('filter-state'), other);
    await waitFor(() => {
      const rows = screen.getAllByTestId('operation-row');
      expect(rows.every((row) => row.textContent.includes(word))).toBe(true);
    });
    expect(screen.getByTestId('operation-client').getAttribute('href')).toBe(`#/clients/${opened?.clientId}`);
  });

  it('export operations with the filter in force', async () => {
    const user = open('#/operations');
    await user.selectOptions(await screen.findByTestId('filter-state'), 'proven');
    await screen.findAllByTestId('operation-row');
    await user.click(screen.getByTestId('export-menu'));
    await user.click(await screen.findByTestId('export-operations-csv'));
    await screen.findByTestId('toast');
    const request = transport.calls.find(({ name }) => name === 'export_file')?.request;
    expect(request).toMatchObject({ subject: 'operations', operations: { state: 'proven' } });
  });

  it('say what failed, and try again', async () => {
    const user = open('#/households', {}, (made) =>
      made.failures.set('list_households', {
        code: 'damaged',
        message: 'La bóveda está dañada.',
        retryable: false,
      }),
    );
    expect((await screen.findByTestId('error-state')).textContent).toContain('La bóveda está dañada.');
    transport.failures.clear();
    await user.click(screen.getByTestId('retry'));
    expect(await screen.findByTestId('household-table')).toBeTruthy();
  });

  it.each(['#/inbox', '#/households', '#/clients', '#/findings', '#/journal', '#/reports'])(
    'teach when there is nothing: %s',
    async (hash) => {
      open(hash, { empty: true });
      expect(await screen.findByTestId('empty-state')).toBeTruthy();
    },
  );
});

describe('operations', () => {
  it('send what waits at once in test', async () => {
    const user = open('#/operations');
    await user.click(await screen.findByTestId('operations-send'));
    expect((await screen.findByTestId('toast')).textContent).toContain('1 operación intentada');
  });

  it('ask once more in live, naming what they do', async () => {
    const user = open('#/operations', { environment: 'live' });
    await user.click(await screen.findByTestId('operations-send'));
    expect(transport.calls.some(({ name }) => name === 'send_operations')).toBe(false);
    await user.click(await screen.findByTestId('operations-send-confirm'));
    await waitFor(() => expect(transport.calls.some(({ name }) => name === 'send_operations')).toBe(true));
  });
});

describe('the journal', () => {
  it('leads from an entry to what it speaks of', async () => {
    open('#/journal');
    const [link] = await screen.findAllByTestId('journal-subject');
    expect(link?.getAttribute('href')).toMatch(/^#\/(clients|household)\/[0-9a-f-]{36}$/);
  });

  it('leads nowhere from what the vault no longer holds', async () => {
    open('#/journal');
    const [gone] = await screen.findAllByTestId('journal-not-held');
    expect(gone?.textContent).toBe('No está en la bóveda');
    expect(gone?.parentElement?.querySelector('a')).toBeNull();
  });

  it('checks its chain', async () => {
    const user = open('#/journal');
    await user.click(await screen.findByTestId('journal-verify'));
    expect((await screen.findByTestId('journal-check')).textContent).toContain(
      'La cadena está íntegra: 64 entradas',
    );
  });
});
