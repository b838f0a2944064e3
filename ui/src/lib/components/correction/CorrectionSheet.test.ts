import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { result } from '$lib/components/promotion/samples';
import { setLanguage } from '$lib/i18n';
import { setTransport } from '$lib/ipc';
import type { CorrectionRequest } from '$lib/ipc/generated/CorrectionRequest';
import type { CorrectionTrial } from '$lib/ipc/generated/CorrectionTrial';
import type { FindingView } from '$lib/ipc/generated/FindingView';
import type { OperationResult } from '$lib/ipc/generated/OperationResult';

import CorrectionSheet from './CorrectionSheet.svelte';

const WRONG = 'LUJS980117N61';
const RIGHT = 'LUJS980117N6A';
const RFC = 'scopeData.MX.rfc';

function finding(parts: Partial<FindingView> = {}): FindingView {
  return {
    clientId: 'irene',
    clientName: 'Irene Solís',
    householdId: null,
    code: 'RFC_CHECK_DIGIT',
    severity: 'warn',
    field: RFC,
    value: WRONG,
    positions: [12],
    message: 'El dígito verificador no coincide',
    what: 'Se leyó 1',
    expected: 'A',
    why: '',
    basis: 'MX-006',
    nextStep: '',
    correction: { fields: [{ field: RFC, label: 'RFC' }], elsewhere: null },
    pack: 'mx',
    foundAt: '2026-11-23T18:00:00Z',
    related: [],
    disposition: null,
    ...parts,
  };
}

/** Rules that know one right value; of a date they want its form. */
function tried({ field, value }: CorrectionRequest): CorrectionTrial {
  const born = field === 'birthDate';
  const present = born ? '1998-01-17' : WRONG;
  const malformed = born && !/^\d{4}-\d{2}-\d{2}$/.test(value);
  const changed = value !== present;
  return {
    field,
    label: born ? 'Fecha de nacimiento' : 'RFC',
    form: born ? 'date' : 'key',
    present,
    presentIdentifier: null,
    value: malformed ? null : value,
    identifier: null,
    problem: malformed ? 'No es una fecha.' : null,
    changed,
    appears:
      !born && changed && value !== RIGHT
        ? [finding({ code: 'RFC_LENGTH', message: 'No tiene 12 ni 13 caracteres' })]
        : [],
    disappears: changed && !malformed ? [finding()] : [],
    stays: changed ? [] : [finding()],
  };
}

function rehearsed(environment: 'test' | 'live'): OperationResult {
  const told = result({}, environment);
  return {
    ...told,
    rehearsal: {
      ...told.rehearsal,
      memberChanges: [{ field: RFC, label: 'RFC', before: WRONG, after: RIGHT }],
    },
  };
}

function open(answers: {
  environment?: 'test' | 'live';
  correct?: () => OperationResult;
  about?: FindingView;
}) {
  const calls: { name: string; request: unknown }[] = [];
  setTransport({
    invoke: async (name, request) => {
      calls.push({ name, request });
      if (name === 'try_correction') return tried(request as CorrectionRequest);
      if (name === 'rehearse_correction') return rehearsed(answers.environment ?? 'test');
      if (name === 'correct' && answers.correct) return answers.correct();
      throw new Error(`no answer for ${name}`);
    },
    listen: () => Promise.resolve(() => undefined),
  });
  const onclose = vi.fn();
  render(CorrectionSheet, { finding: answers.about ?? finding(), onclose });
  const asked = (name: string) => calls.filter((call) => call.name === name).map(({ request }) => request);
  return { asked, onclose, user: userEvent.setup() };
}

const value = () => screen.getByTestId<HTMLInputElement>('correction-value');

/** Waits until the rules were asked of what is typed. */
async function settled() {
  await waitFor(() => expect(screen.getByTestId('correction-remarks').dataset['stale']).toBe('false'));
}

async function opened(answers: Parameters<typeof open>[0] = {}) {
  const sheet = open(answers);
  await waitFor(() => expect(value().value).toBe(WRONG));
  await settled();
  return sheet;
}

async function write(user: ReturnType<typeof userEvent.setup>, text: string, why = 'Constancia a la vista') {
  await user.clear(value());
  await user.type(value(), text);
  if (why) await user.type(screen.getByTestId('correction-reason'), why);
  await settled();
}

async function toSend(answers: Parameters<typeof open>[0]) {
  const sheet = await opened(answers);
  await write(sheet.user, RIGHT);
  await sheet.user.click(screen.getByTestId('correction-rehearse'));
  await screen.findByTestId('correction-send');
  return sheet;
}

async function violations() {
  const found = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false } } });
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

beforeEach(() => setLanguage('es'));

describe('CorrectionSheet', () => {
  it('begins with the stored value and what the rules say of it', async () => {
    const { asked } = await opened();
    expect(screen.getByTestId('correction-present').textContent).toContain(WRONG);
    const remarks = screen.getByTestId('correction-remarks');
    expect(remarks.textContent).toContain('Seguiría 1 hallazgo');
    expect(remarks.textContent).toContain('El dígito verificador no coincide');
    expect(asked('rehearse_correction')).toEqual([]);
    expect(await violations()).toEqual([]);
  });

  it('asks the rules once the typing pauses, and tells it to screen readers', async () => {
    const { user, asked } = await opened();
    const before = asked('try_correction').length;
    await write(user, RIGHT, '');
    expect(asked('try_correction').length - before).toBeLessThan(RIGHT.length);
    const groups = screen.getAllByTestId('correction-remark').map((one) => one.dataset['group']);
    expect(groups).toEqual(['disappears']);
    const status = screen.getByTestId('correction-remarks').querySelector('[role="status"]');
    expect(status?.textContent).toBe('Aparecerían: 0. Seguirían: 0. Desaparecerían: 1.');
  });

  it('is not kept back by what the rules say', async () => {
    const { user, asked } = await opened();
    await write(user, 'X1');
    expect(screen.getByTestId('correction-remarks').textContent).toContain('No tiene 12 ni 13 caracteres');
    await user.click(screen.getByTestId('correction-rehearse'));
    await screen.findByTestId('correction-send');
    expect(asked('rehearse_correction')).toEqual([{ clientId: 'irene', field: RFC, value: 'X1' }]);
  });

  it('is kept back by a missing reason, the same value, and a value that is not of its form', async () => {
    const { user, asked } = await opened();
    await user.click(screen.getByTestId('correction-rehearse'));
    await waitFor(() => expect(value().getAttribute('aria-invalid')).toBe('true'));
    expect(document.activeElement).toBe(value());
    await write(user, RIGHT, '');
    await user.click(screen.getByTestId('correction-rehearse'));
    await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId('correction-reason')));
    expect(screen.getByRole('alert').textContent).toBe('Falta el motivo.');
    expect(asked('rehearse_correction')).toEqual([]);
  });

  it('offers the values that the finding compares, one at a time', async () => {
    const fields = [
      { field: RFC, label: 'RFC' },
      { field: 'birthDate', label: 'Fecha de nacimiento' },
    ];
    const { user, asked } = await opened({
      about: finding({ correction: { fields, elsewhere: null } }),
    });
    await user.selectOptions(screen.getByTestId('correction-field'), 'birthDate');
    await waitFor(() => expect(value().value).toBe('1998-01-17'));
    await write(user, '17/01/1998');
    expect(screen.getByRole('alert').textContent).toBe('No es una fecha.');
    await user.click(screen.getByTestId('correction-rehearse'));
    expect(document.activeElement).toBe(value());
    expect(asked('rehearse_correction')).toEqual([]);
  });

  it('shows before and after, goes back to the value without losing it, and sends once', async () => {
    const proven = () =>
      result({
        operationId: 'op-1',
        state: 'proven',
        proof: { readAt: '2026-11-23T18:00:00Z', same: true, rows: [] },
      });
    const { user, asked, onclose } = await toSend({ correct: proven });
    const change = screen.getByTestId('member-change');
    expect(change.textContent).toContain(WRONG);
    expect(change.textContent).toContain(RIGHT);
    expect(screen.queryByTestId('sketch')).toBeNull();
    expect(await violations()).toEqual([]);
    await user.click(screen.getByTestId('correction-rewrite'));
    expect(value().value).toBe(RIGHT);
    expect(screen.getByTestId<HTMLInputElement>('correction-reason').value).toBe('Constancia a la vista');
    await settled();
    await user.click(screen.getByTestId('correction-rehearse'));
    await user.dblClick(await screen.findByTestId('correction-send'));
    const outcome = await screen.findByTestId('correction-outcome');
    expect(outcome.dataset['state']).toBe('proven');
    expect(asked('correct')).toEqual([
      {
        clientId: 'irene',
        field: RFC,
        value: RIGHT,
        reason: 'Constancia a la vista',
        queue: false,
        confirmed: false,
      },
    ]);
    await user.click(screen.getByTestId('correction-close'));
    expect(onclose).toHaveBeenCalled();
  });

  it('asks once more in live', async () => {
    const { user, asked } = await toSend({
      environment: 'live',
      correct: () => result({ operationId: 'op-1', state: 'waiting' }),
    });
    await user.click(screen.getByTestId('correction-queue'));
    expect(asked('correct')).toEqual([]);
    expect(document.activeElement).toBe(screen.getByTestId('correction-confirm'));
    await user.click(screen.getByTestId('correction-confirm'));
    await user.click(screen.getByTestId('correction-queue'));
    expect((await screen.findByTestId('correction-outcome')).dataset['state']).toBe('waiting');
    expect(asked('correct')).toMatchObject([{ queue: true, confirmed: true }]);
  });

  it('shows what the server refuses at the field it names, the rest in a list, and loses nothing', async () => {
    const issues = [
      { path: 'data.scopeData.MX.rfc', message: 'Not on the list' },
      { path: 'data.scopes', message: 'Too few' },
    ];
    const { user, asked } = await toSend({
      correct: () =>
        result({
          operationId: 'op-1',
          state: 'refused',
          problem: {
            code: 'refused',
            message: 'El servidor la rechazó.',
            retryable: false,
            details: { reason: 'Input validation failed', issues },
          },
        }),
    });
    await user.click(screen.getByTestId('correction-send'));
    const outcome = await screen.findByTestId('correction-outcome');
    expect(outcome.dataset['state']).toBe('refused');
    const listed = screen.getAllByTestId('server-issue').map((one) => one.dataset['path']);
    expect(listed).toEqual(['data.scopes']);
    expect(outcome.textContent).toContain('Input validation failed');
    expect(value().value).toBe(RIGHT);
    const described = (value().getAttribute('aria-describedby') ?? '').split(' ');
    const said = described.map((id) => document.getElementById(id)?.textContent).join(' ');
    expect(said).toContain('Artu respondió: «Not on the list»');
    await waitFor(() => expect(document.activeElement).toBe(value()));
    expect(await violations()).toEqual([]);
    await settled();
    await user.click(screen.getByTestId('correction-rehearse'));
    await screen.findByTestId('correction-send');
    expect(screen.queryByTestId('server-issue')).toBeNull();
    expect(asked('correct')).toHaveLength(1);
  });

  it('shows base, mine and theirs when the client moved', async () => {
    const conflict = [{ field: RFC, label: 'RFC', base: WRONG, mine: RIGHT, theirs: 'XAXX010101000' }];
    const { user } = await toSend({
      correct: () => result({ operationId: 'op-1', state: 'conflict', conflict }),
    });
    await user.click(screen.getByTestId('correction-send'));
    const row = await screen.findByTestId('conflict-row');
    for (const one of [WRONG, RIGHT, 'XAXX010101000']) expect(row.textContent).toContain(one);
    await user.click(screen.getByTestId('operation-rehearse'));
    await screen.findByTestId('correction-send');
  });
});
