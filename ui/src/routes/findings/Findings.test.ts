import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { beforeEach, describe, expect, it } from 'vitest';

import { setLanguage } from '$lib/i18n';
import { setTransport } from '$lib/ipc';
import { FixtureTransport } from '$lib/ipc/fixtures/transport';
import { session } from '$lib/state/session.svelte';
import { dismissAll } from '$lib/state/toasts.svelte';
import { forgetViews } from '$lib/state/views.svelte';

import App from '../../App.svelte';

let transport: FixtureTransport;

function open(hash = '#/findings', prepare?: (transport: FixtureTransport) => void) {
  transport = new FixtureTransport({ households: 24 });
  prepare?.(transport);
  setTransport(transport);
  window.location.hash = hash;
  render(App);
  return userEvent.setup();
}

async function violations(part: Element): Promise<string[]> {
  const { violations: found } = await axe.run(part, {
    rules: { 'color-contrast': { enabled: false } },
  });
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

/** What a command was asked last. */
const asked = (name: string) => transport.calls.filter((call) => call.name === name).at(-1)?.request;
const total = () => Number(screen.getByTestId('list-count').dataset['total']);

/** A dialog that closed holds the page a moment longer. */
const released = () => waitFor(() => expect(document.body.style.pointerEvents).not.toBe('none'));

async function chooseHousehold(user: ReturnType<typeof userEvent.setup>, name: string) {
  await user.click(await screen.findByTestId('filter-household'));
  await user.type(await screen.findByTestId('household-search'), name);
  await screen.findAllByTestId('household-option');
  await user.keyboard('{Enter}');
  await screen.findByTestId('household-chosen');
  await released();
}

beforeEach(() => {
  session.state = undefined;
  session.settingUp = false;
  session.pull = { state: 'idle' };
  forgetViews();
  dismissAll();
  setLanguage('es');
});

describe('the filters of findings', () => {
  it('reach the list and the counts alike', async () => {
    const user = open();
    await user.selectOptions(await screen.findByTestId('filter-severity'), 'error');
    await user.selectOptions(screen.getByTestId('filter-scope'), 'MX');
    await user.selectOptions(screen.getByTestId('filter-age'), 'older');
    await user.selectOptions(screen.getByTestId('filter-decided'), '');
    const filters = {
      severity: 'error',
      scope: 'MX',
      householdId: null,
      lastDays: null,
      beforeDays: 30,
      decided: null,
    };
    await waitFor(() => expect(asked('list_findings')).toMatchObject(filters));
    expect(asked('count_findings')).toMatchObject({ ...filters, code: null });
    await waitFor(() => expect(total()).toBeGreaterThan(0));
    const sum = () =>
      screen
        .getAllByTestId('code-row')
        .reduce((all, row) => all + Number(row.querySelector('.muted')?.textContent), 0);
    await waitFor(() => expect(sum()).toBe(total()));
    await user.selectOptions(screen.getByTestId('filter-age'), 'today');
    await waitFor(() => expect(asked('list_findings')).toMatchObject({ lastDays: 1, beforeDays: null }));
    await user.click(screen.getByTestId('filters-clear'));
    await waitFor(() =>
      expect(asked('list_findings')).toMatchObject({
        severity: null,
        scope: null,
        lastDays: null,
        decided: 'open',
      }),
    );
    expect(screen.queryByTestId('filters-clear')).toBeNull();
  });

  it('find a household by the name of anyone in it, and leave it again', async () => {
    const user = open();
    await screen.findByTestId('finding-table');
    const household = transport.store.households.find(({ members }) => members.length > 1);
    if (!household) throw new Error('no household');
    const { anchor } = household;
    await user.click(screen.getByTestId('filter-household'));
    await user.type(
      await screen.findByTestId('household-search'),
      household.members.at(-1)?.person.name ?? '',
    );
    await waitFor(() =>
      expect(screen.getAllByTestId('household-option')[0]?.textContent).toContain(anchor.name),
    );
    expect(await violations(screen.getByTestId('household-choice'))).toEqual([]);
    await user.keyboard('{Enter}');
    const chip = await screen.findByTestId('household-chosen');
    expect(chip.textContent).toContain(`Grupo: ${anchor.name}`);
    await waitFor(() => expect(asked('list_findings')).toMatchObject({ householdId: anchor.id }));
    expect(asked('count_findings')).toMatchObject({ householdId: anchor.id });
    await user.click(screen.getByRole('button', { name: `Quitar Grupo: ${anchor.name}` }));
    await waitFor(() => expect(asked('list_findings')).toMatchObject({ householdId: null }));
    expect(document.activeElement).toBe(screen.getByTestId('filter-household'));
  });

  it('are those of a decision about the list', async () => {
    const user = open();
    await screen.findByTestId('finding-table');
    const about = new Set(transport.store.findings().map(({ clientId }) => clientId));
    const household = transport.store.households.find(({ anchor }) => about.has(anchor.id));
    await chooseHousehold(user, household?.anchor.name ?? '');
    await user.selectOptions(screen.getByTestId('filter-decided'), '');
    await waitFor(() => expect(asked('list_findings')).toMatchObject({ decided: null }));
    await waitFor(() => expect(total()).toBeLessThan(transport.store.findings().length));
    const shown = total();
    await user.click(await screen.findByTestId('decide-all'));
    await user.click(await screen.findByTestId('decision-to_fix'));
    await user.type(screen.getByTestId('decision-reason'), 'Se pidió');
    await user.click(screen.getByTestId('decision-save'));
    await screen.findByTestId('toast');
    expect(asked('decide_findings')).toMatchObject({
      choice: {
        by: 'list',
        query: { householdId: household?.anchor.id, decided: null },
        total: shown,
      },
    });
  });
});

describe('the export of findings', () => {
  it('says what the filters are and takes them, or everything', async () => {
    const user = open();
    await user.selectOptions(await screen.findByTestId('filter-severity'), 'error');
    await waitFor(() => expect(asked('list_findings')).toMatchObject({ severity: 'error' }));
    await waitFor(() => expect(total()).toBeGreaterThan(0));
    await user.click(screen.getByTestId('export-open'));
    const filters = await screen.findByTestId('export-filters');
    expect([...filters.children].map(({ textContent }) => textContent)).toEqual([
      'Gravedad: Error',
      'Decisión: Abiertos',
    ]);
    expect(await violations(screen.getByTestId('finding-export'))).toEqual([]);
    await user.selectOptions(screen.getByTestId('export-format'), 'csv');
    await user.click(screen.getByTestId('export-write'));
    await waitFor(() => expect(screen.queryByTestId('finding-export')).toBeNull());
    expect(asked('export_file')).toMatchObject({
      subject: 'findings',
      format: 'csv',
      findings: { severity: 'error', decided: 'open' },
    });
    await user.click(screen.getByTestId('export-open'));
    await user.click(await screen.findByTestId('export-all'));
    expect(screen.getByTestId('export-write').textContent).toContain(
      `Exportar ${String(transport.store.findings().length)} hallazgos`,
    );
    await user.click(screen.getByTestId('export-write'));
    await waitFor(() =>
      expect(asked('export_file')).toMatchObject({ findings: { severity: null, decided: null } }),
    );
  });

  it('offers no choice where nothing is filtered', async () => {
    const user = open();
    await user.selectOptions(await screen.findByTestId('filter-decided'), '');
    await waitFor(() => expect(asked('list_findings')).toMatchObject({ decided: null }));
    await user.click(screen.getByTestId('export-open'));
    await screen.findByTestId('finding-export');
    expect(screen.queryByTestId('export-filters')).toBeNull();
  });
});

describe('saved views', () => {
  async function save(user: ReturnType<typeof userEvent.setup>, name: string) {
    await released();
    await user.click(screen.getByTestId('saved-views'));
    await user.click(await screen.findByTestId('save-view'));
    await user.type(await screen.findByTestId('view-name'), name);
    await user.click(screen.getByTestId('view-save'));
  }

  it('bring the filters back, the rule and the household with them', async () => {
    const user = open();
    const rule = (await screen.findAllByTestId('code-row'))[0] as HTMLElement;
    await user.click(rule);
    await user.selectOptions(screen.getByTestId('filter-age'), 'week');
    const { anchor } = transport.store.households[0] ?? {};
    await chooseHousehold(user, anchor?.name ?? '');
    await save(user, '  De la semana ');
    await waitFor(() => expect(screen.queryByTestId('save-view-dialog')).toBeNull());
    expect(asked('save_view')).toMatchObject({ name: 'De la semana', replace: false });
    // The view in force is named where views are chosen.
    await waitFor(() => expect(screen.getByTestId('saved-views').textContent).toContain('De la semana'));
    await user.click(screen.getByTestId('filters-clear'));
    await waitFor(() => expect(asked('list_findings')).toMatchObject({ code: null, householdId: null }));
    await waitFor(() => expect(screen.getByTestId('saved-views').textContent).toContain('Vistas guardadas'));
    await user.click(screen.getByTestId('saved-views'));
    const entry = await screen.findByTestId('saved-view');
    expect(await violations(entry.closest('[role="menu"]') ?? entry)).toEqual([]);
    await user.click(entry);
    await waitFor(() =>
      expect(asked('list_findings')).toMatchObject({
        code: rule.dataset['code'],
        householdId: anchor?.id,
        lastDays: 7,
        decided: 'open',
      }),
    );
    expect((await screen.findByTestId('household-chosen')).textContent).toContain(anchor?.name);
    expect(window.location.hash).toBe(`#/findings?code=${rule.dataset['code'] ?? ''}`);
  });

  it('want a name, and say when it is taken before they replace', async () => {
    const user = open();
    await screen.findByTestId('finding-table');
    await user.click(screen.getByTestId('saved-views'));
    await user.click(await screen.findByTestId('save-view'));
    await user.click(await screen.findByTestId('view-save'));
    expect(screen.getByRole('alert').textContent).toBe('Falta el nombre.');
    expect(document.activeElement).toBe(screen.getByTestId('view-name'));
    await user.type(screen.getByTestId('view-name'), 'Míos');
    await user.click(screen.getByTestId('view-save'));
    await waitFor(() => expect(screen.queryByTestId('save-view-dialog')).toBeNull());
    await user.selectOptions(screen.getByTestId('filter-severity'), 'warn');
    await save(user, 'Míos');
    await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('Ya hay una vista «Míos»'));
    expect(await violations(screen.getByTestId('save-view-dialog'))).toEqual([]);
    expect(screen.getByTestId('view-save').textContent?.trim()).toBe('Reemplazar «Míos»');
    await user.click(screen.getByTestId('view-save'));
    await waitFor(() => expect(screen.queryByTestId('save-view-dialog')).toBeNull());
    expect(asked('save_view')).toMatchObject({ replace: true, filters: { query: { severity: 'warn' } } });
  });

  async function two() {
    const user = open();
    await screen.findByTestId('finding-table');
    await save(user, 'Una');
    await waitFor(() => expect(screen.queryByTestId('save-view-dialog')).toBeNull());
    await user.selectOptions(screen.getByTestId('filter-severity'), 'error');
    await save(user, 'Otra');
    await waitFor(() => expect(screen.queryByTestId('save-view-dialog')).toBeNull());
    await user.click(screen.getByTestId('saved-views'));
    await user.click(await screen.findByTestId('order-views'));
    const row = (name: string) =>
      screen.getAllByTestId('view-row').find(({ dataset }) => dataset['name'] === name) as HTMLElement;
    const button = (name: string, act: string) =>
      row(name).querySelector<HTMLButtonElement>(`[data-testid="view-begin-${act}"]`) as HTMLButtonElement;
    await screen.findAllByTestId('view-row');
    return { user, row, button };
  }

  it('are renamed, and given other filters', async () => {
    const { user, row, button } = await two();
    expect(await violations(screen.getByTestId('views-dialog'))).toEqual([]);
    expect(button('Otra', 'replace').disabled).toBe(true);

    await user.click(button('Una', 'rename'));
    await user.clear(await screen.findByTestId('view-rename'));
    await user.type(screen.getByTestId('view-rename'), 'Otra{Enter}');
    await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('Ya hay una vista'));
    await user.clear(screen.getByTestId('view-rename'));
    await user.type(screen.getByTestId('view-rename'), 'Nueva{Enter}');
    await waitFor(() => expect(row('Nueva')).toBeTruthy());

    await user.click(button('Nueva', 'replace'));
    await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId('view-confirm')));
    await user.click(screen.getByTestId('view-confirm'));
    await waitFor(() => expect(asked('save_view')).toMatchObject({ name: 'Nueva', replace: true }));
  });

  it('are removed when one is sure', async () => {
    const { user, button } = await two();
    await user.click(button('Otra', 'remove'));
    expect(asked('remove_view')).toBeUndefined();
    expect((await screen.findByTestId('view-confirm')).textContent?.trim()).toBe('Quitar «Otra»');
    await user.click(screen.getByTestId('view-confirm'));
    await waitFor(() => expect(screen.getAllByTestId('view-row')).toHaveLength(1));
    await user.click(button('Una', 'remove'));
    await user.click(await screen.findByTestId('view-confirm'));
    await waitFor(() => expect(screen.queryByTestId('views-dialog')).toBeNull());
  });

  it('open although their rule and household are gone', async () => {
    const user = open('#/findings', (made) => {
      void made.invoke('save_view', {
        name: 'Idos',
        replace: false,
        filters: {
          screen: 'findings',
          query: {
            severity: null,
            code: 'NO_SUCH_CODE',
            scope: null,
            clientId: null,
            householdId: '0bad0bad-0000-4000-8000-000000000000',
            lastDays: null,
            beforeDays: null,
            decided: null,
            slice: { offset: 0, limit: 100 },
          },
        },
      });
    });
    await screen.findByTestId('finding-table');
    await user.click(screen.getByTestId('saved-views'));
    await user.click(await screen.findByTestId('saved-view'));
    expect((await screen.findByTestId('household-chosen')).textContent).toContain('ya no está en la bóveda');
    expect((await screen.findByTestId('code-none')).textContent).toContain('NO_SUCH_CODE');
    expect(await screen.findByTestId('empty-state')).toBeTruthy();
    expect(await violations(document.body)).toEqual([]);
  });

  it.each([
    ['#/clients', 'filter-primary', 'no', 'list_clients', { primary: false }, { primary: null }],
    ['#/households', 'filter-review', 'none', 'list_households', { review: 'none' }, { review: null }],
  ] as const)('are kept of %s as well', async (hash, filter, value, command, narrowed, wide) => {
    const user = open(hash);
    await user.selectOptions(await screen.findByTestId(filter), value);
    await waitFor(() => expect(asked(command)).toMatchObject(narrowed));
    await save(user, 'Filtrados');
    await waitFor(() => expect(screen.queryByTestId('save-view-dialog')).toBeNull());
    await user.selectOptions(screen.getByTestId(filter), '');
    await waitFor(() => expect(asked(command)).toMatchObject(wide));
    await user.click(screen.getByTestId('saved-views'));
    await user.click(await screen.findByTestId('saved-view'));
    await waitFor(() => expect(asked(command)).toMatchObject(narrowed));
    // A view belongs to its screen, a name to all of them.
    window.location.hash = '#/findings';
    await screen.findByTestId('finding-table');
    await user.click(screen.getByTestId('saved-views'));
    await screen.findByTestId('save-view');
    expect(screen.queryByTestId('saved-view')).toBeNull();
    await user.click(screen.getByTestId('save-view'));
    await user.type(await screen.findByTestId('view-name'), 'Filtrados');
    await user.click(screen.getByTestId('view-save'));
    await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('Ya hay una vista'));
    expect(screen.getByTestId('view-save').textContent?.trim()).toBe('Guardar');
  });
});
