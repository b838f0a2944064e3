import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { householdPages } from '$lib/components/household/household-page.svelte';
import { household } from '$lib/components/household/samples';
import { mark, rfc } from '$lib/components/identifier/samples';
import { proven, result } from '$lib/components/promotion/samples';
import { setTransport } from '$lib/ipc';
import type { ChangesView } from '$lib/ipc/generated/ChangesView';
import type { DefectView } from '$lib/ipc/generated/DefectView';
import type { ClientView } from '$lib/ipc/generated/ClientView';
import type { ReviewState } from '$lib/ipc/generated/ReviewState';
import { forgetViews } from '$lib/state/views.svelte';

import HouseholdPage from './HouseholdPage.svelte';

// What the graph asks of a browser and jsdom lacks.
vi.stubGlobal('matchMedia', (media: string) => ({
  media,
  matches: false,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
}));

const AT = '2026-11-23T18:00:00Z';
const review: ReviewState = {
  verdict: 'cleared',
  note: 'Se miró',
  analyst: 'Ana Ríos',
  at: AT,
  changedSince: true,
  pack: null,
};

function client(clientId: string): ClientView {
  const member = household().members.find((one) => one.clientId === clientId);
  return {
    client: {},
    clientId,
    name: member?.name ?? clientId,
    type: 'individual',
    isPrimary: member?.isPrimary ?? false,
    asOf: AT,
    goneSince: member?.goneSince ?? null,
    households: ['aceros'],
    householdNames: [{ id: 'aceros', name: 'Aceros del Norte' }],
    file: [
      {
        group: 'person',
        title: 'Persona',
        facts: [
          { field: 'name', label: 'Nombre', value: 'Beto', kind: 'text' },
          { field: 'birthDate', label: 'Fecha de nacimiento', value: '1998-01-17', kind: 'date' },
          { field: 'updatedAt', label: 'Cambiado en Artu', value: AT, kind: 'date_time' },
        ],
      },
    ],
    identifiers: [rfc({ severity: 'error', marks: [mark({})] })],
    findings: [
      {
        clientId,
        clientName: 'Beto Arce',
        householdId: null,
        code: 'RFC_CHECK_DIGIT',
        severity: 'error',
        field: 'scopeData.MX.rfc',
        value: 'LUJS980117N6A',
        positions: [12],
        message: 'El dígito verificador del RFC no corresponde',
        what: 'Se leyó 6 en el lugar 13',
        expected: '7',
        why: 'Un RFC mal capturado deja el aviso sin efecto',
        basis: 'MX-006',
        nextStep: 'Pedir la constancia de situación fiscal',
        correction: { fields: [{ field: 'scopeData.MX.rfc', label: 'RFC' }], elsewhere: null },
        pack: '2026.1',
        foundAt: AT,
        related: [],
        disposition: null,
      },
    ],
    revisions: [{ seenAt: AT, updatedAt: AT, changed: [] }],
    pending: waiting,
  };
}

const changes: ChangesView = {
  householdId: 'aceros',
  review,
  data: [
    {
      clientId: 'beto',
      clientName: 'Beto Arce',
      kind: 'changed',
      fields: [{ field: 'lastName', label: 'Primer apellido', before: 'Arce', after: null }],
    },
  ],
  total: 1,
  history: [review],
};

const calls: string[] = [];
let failing = false;
let waiting: string | null = null;
let defects: DefectView[] = [];

beforeEach(() => {
  calls.length = 0;
  failing = false;
  waiting = null;
  defects = [];
  forgetViews();
  householdPages.graphOpen = false;
  const answers: Record<string, (request: never) => unknown> = {
    household: () => household({ review, defects }),
    client: ({ clientId }: { clientId: string }) => client(clientId),
    household_changes: () => changes,
    rehearse_promotion: () => result(),
    promote: () => proven(),
    export_file: () => ({ file: '/tmp/informe.pdf', rows: 4, bytes: 1, sha256: 'a' }),
  };
  setTransport({
    invoke: async (name, request) => {
      calls.push(name);
      if (failing) throw { code: 'not_found', message: 'No está en la bóveda.', retryable: false };
      return answers[name]?.(request as never);
    },
    listen: () => Promise.resolve(() => undefined),
  });
});

async function open(member?: string) {
  render(HouseholdPage, { id: 'aceros', member });
  await screen.findByTestId('household-head');
  return userEvent.setup();
}

async function expectNoSeriousViolation(): Promise<void> {
  const { violations } = await axe.run(document.body, {
    // A component alone has no page around it, and jsdom draws nothing whose contrast could be measured.
    rules: {
      region: { enabled: false },
      'color-contrast': { enabled: false },
      'page-has-heading-one': { enabled: false },
    },
  });
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(grave.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
}

const rowOf = (id: string) =>
  screen.getAllByTestId('member-row').find((one) => one.dataset['clientId'] === id) as HTMLElement;

describe('HouseholdPage', () => {
  it('heads with anchor, type, scopes, freshness, and a verdict that no longer matches', async () => {
    await open();
    const head = screen.getByTestId('household-head').textContent;
    for (const words of [
      'Aceros del Norte',
      'Persona moral',
      'MX',
      '4 miembros',
      'Sin pendientes',
      'Ana Ríos',
    ]) {
      expect(head).toContain(words);
    }
    expect(head).toContain('cambió desde la revisión');
  });

  it('opens the file beside the grid and gives the focus back when it closes', async () => {
    const user = await open();
    await user.click(rowOf('beto'));
    const panel = await screen.findByTestId('client-panel');
    await within(panel).findByText('Beto Arce', { selector: 'h2' });
    await user.click(within(panel).getByTestId('client-panel-close'));
    expect(screen.queryByTestId('client-panel')).toBeNull();
    expect(document.activeElement).toBe(rowOf('beto'));
  });

  it('closes the file with Escape', async () => {
    const user = await open('beto');
    await screen.findByTestId('client-panel');
    rowOf('beto').focus();
    await user.keyboard('{Escape}');
    expect(screen.queryByTestId('client-panel')).toBeNull();
  });

  it('writes a day as a date and a moment in local time with its age', async () => {
    await open('beto');
    const panel = await screen.findByTestId('client-panel');
    const birth = await within(panel).findByText('17 ene 1998');
    expect(birth.getAttribute('datetime')).toBe('1998-01-17');
    const changed = panel.querySelector(`time[datetime="${AT}"][title^="hace"], dd time[datetime="${AT}"]`);
    expect(changed?.textContent).toMatch(/\d{2}:\d{2}/);
  });

  it('offers no second promotion while an operation waits', async () => {
    waiting = 'waiting';
    await open('beto');
    const panel = await screen.findByTestId('client-panel');
    expect((await within(panel).findByText(/Ya hay una operación/)).textContent).toContain('En espera');
    expect(screen.queryByTestId('promote-button')).toBeNull();
  });

  it('gives the notice on structure the tone of its worst defect', async () => {
    defects = [
      { code: 'SEVERAL_PRIMARIES', severity: 'info', message: 'Hay otro primario', clientIds: ['carla'] },
      {
        code: 'COMPANY_WITHOUT_REPRESENTATIVE',
        severity: 'error',
        message: 'Sin representante',
        clientIds: ['aceros'],
      },
    ];
    await open();
    const notice = screen.getByTestId('defects');
    expect(notice.dataset['severity']).toBe('error');
    expect([...notice.querySelectorAll('li')].map((one) => one.dataset['severity'])).toEqual([
      'error',
      'info',
    ]);
  });

  it('opens at the member it was asked for', async () => {
    await open('carla');
    expect((await screen.findByTestId('client-panel')).dataset['clientId']).toBe('carla');
    expect(rowOf('carla').getAttribute('aria-selected')).toBe('true');
  });

  it('answers why in one click: value, expected, basis, next step', async () => {
    const user = await open('beto');
    await user.click(await screen.findByTestId('client-tab-findings'));
    const why = screen.getByTestId('finding-why');
    expect(why.getAttribute('aria-expanded')).toBe('false');
    await user.click(why);
    expect(why.getAttribute('aria-expanded')).toBe('true');
    const finding = screen.getByTestId('finding').textContent;
    for (const words of ['LUJS980117N6A', 'MX-006', 'Pedir la constancia', 'deja el aviso sin efecto']) {
      expect(finding).toContain(words);
    }
    expect(
      [...screen.getByTestId('finding').querySelectorAll('.marked')].map((one) => one.textContent),
    ).toEqual(['A']);
  });

  it('does not offer to promote who is primary or gone', async () => {
    const user = await open('beto');
    await screen.findByTestId('promote-button');
    for (const id of ['carla', 'diana']) {
      await user.click(rowOf(id));
      await waitFor(() => expect(screen.getByTestId('client-panel').textContent).toContain(client(id).name));
      expect(screen.queryByTestId('promote-button')).toBeNull();
    }
  });

  it('promotes from the file and reads everything again', async () => {
    const user = await open('beto');
    await user.click(await screen.findByTestId('promote-button'));
    await user.type(await screen.findByTestId('promote-reason'), 'Firma su propio contrato');
    await user.click(screen.getByTestId('promote-send'));
    expect((await screen.findByTestId('proof')).dataset['same']).toBe('true');
    await user.click(screen.getByTestId('promote-close'));
    await waitFor(() => expect(screen.queryByTestId('promotion-sheet')).toBeNull());
  });

  it('shows changes since the review field by field', async () => {
    const user = await open();
    await user.click(screen.getByTestId('tab-changes'));
    const field = await screen.findByTestId('change-field');
    expect(field.textContent?.replace(/\s+/g, ' ')).toContain('Primer apellido lastName');
    expect(field.querySelector('del')?.textContent).toBe('Arce');
    expect(field.textContent).toContain('ausente');
  });

  it('keeps what was being written when one looks something up', async () => {
    const user = await open();
    await user.click(screen.getByTestId('household-review'));
    await user.type(await screen.findByTestId('review-note'), 'A medias');
    await user.click(screen.getByTestId('tab-members'));
    await user.click(screen.getByTestId('tab-review'));
    expect((await screen.findByTestId<HTMLTextAreaElement>('review-note')).value).toBe('A medias');
  });

  it('comes back as it was left, and forgets it all when the vault closes', async () => {
    const first = render(HouseholdPage, { id: 'aceros' });
    await screen.findByTestId('household-head');
    await userEvent.setup().click(rowOf('beto'));
    first.unmount();
    const second = render(HouseholdPage, { id: 'aceros' });
    expect((await screen.findByTestId('client-panel')).dataset['clientId']).toBe('beto');
    second.unmount();
    forgetViews();
    await open();
    expect(screen.queryByTestId('client-panel')).toBeNull();
    expect(rowOf('aceros').getAttribute('aria-selected')).toBe('true');
  });

  it('says where the report is', async () => {
    const user = await open();
    await user.click(screen.getByTestId('household-export'));
    expect((await screen.findByTestId('household-exported')).textContent).toContain('/tmp/informe.pdf');
  });

  it('shares the selection with the graph, which keys can walk', async () => {
    householdPages.graphOpen = true;
    const user = await open();
    const nodes = await screen.findAllByTestId('graph-node', {}, { timeout: 15_000 });
    expect(nodes).toHaveLength(4);
    expect(nodes.filter((node) => node.tabIndex === 0)).toHaveLength(1);
    const node = (id: string) =>
      screen.getAllByTestId('graph-node').find((one) => one.dataset['clientId'] === id) as HTMLElement;
    node('aceros').focus();
    await user.keyboard('{ArrowDown}');
    const [reached] = screen.getAllByTestId('graph-node').filter((one) => one === document.activeElement);
    const id = reached?.dataset['clientId'] ?? '';
    expect(['beto', 'carla']).toContain(id);
    expect(rowOf(id).getAttribute('aria-selected')).toBe('true');
    await user.click(rowOf('diana'));
    expect(node('diana').getAttribute('aria-pressed')).toBe('true');
    expect(node('carla').classList.contains('primary')).toBe(true);
  });

  it('says what happened when the household is not there', async () => {
    failing = true;
    render(HouseholdPage, { id: 'aceros' });
    expect((await screen.findByTestId('error-state')).dataset['code']).toBe('not_found');
  });

  it('has no serious violation of accessibility on any tab, with file, graph or sheet open', async () => {
    householdPages.graphOpen = true;
    const user = await open('beto');
    await screen.findByTestId('promote-button');
    await screen.findAllByTestId('graph-node', {}, { timeout: 15_000 });
    await expectNoSeriousViolation();
    for (const tab of ['identifiers', 'findings', 'revisions']) {
      await user.click(screen.getByTestId(`client-tab-${tab}`));
      await expectNoSeriousViolation();
    }
    await user.click(screen.getByTestId('promote-button'));
    await screen.findByTestId('promote-reason');
    await expectNoSeriousViolation();
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByTestId('promotion-sheet')).toBeNull());
    await user.click(screen.getByTestId('tab-changes'));
    await screen.findByTestId('change-field');
    await expectNoSeriousViolation();
    await user.click(screen.getByTestId('tab-review'));
    await screen.findByTestId('review-note');
    await expectNoSeriousViolation();
  }, 60_000);
});
