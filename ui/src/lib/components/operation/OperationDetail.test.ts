import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

import { operation, proven } from '$lib/components/promotion/samples';
import { setTransport } from '$lib/ipc';
import type { OperationState } from '$lib/ipc/generated/OperationState';

import OperationDetail from './OperationDetail.svelte';

const told: [OperationState, string, string][] = [
  ['waiting', 'Artu no ha recibido nada', 'antes desde Operaciones'],
  ['already_done', 'No se envió ninguna petición', 'Nada pendiente'],
  ['refused', 'no se reintenta por su cuenta', 'ensayar de nuevo'],
  ['conflict', 'No se envió la petición', 'Comparar las tres columnas'],
  ['unknown', 'no se repetirá a ciegas', 'Leer el cliente en Artu'],
  ['not_done', 'Artu no hizo el cambio', 'ensayar de nuevo'],
  ['cancelled', 'Artu no recibió nada', 'ensayar de nuevo'],
];

describe('OperationDetail', () => {
  it.each(told)('says of %s what is safe and what to do', (state, safe, next) => {
    render(OperationDetail, { operation: operation({ state }), onrehearse: vi.fn() });
    const outcome = screen.getByTestId('operation-outcome').textContent;
    expect(outcome).toContain(safe);
    expect(outcome).toContain(next);
  });

  it('sets base, mine and theirs side by side in a conflict', () => {
    const conflict = [
      { field: 'lastName', label: 'Apellidos', base: 'Solís', mine: 'Solís', theirs: 'Solís Peña' },
    ];
    render(OperationDetail, { operation: operation({ state: 'conflict', conflict }), onrehearse: vi.fn() });
    const cells = [...screen.getByTestId('conflict-row').children].map((cell) => cell.textContent);
    expect(cells).toEqual(['Apellidos lastName', 'Solís', 'Solís', 'Solís Peña']);
  });

  it('gives the server’s own words and keeps the technical part folded', () => {
    const problem = {
      code: 'refused' as const,
      message: 'Artu pide primero la fecha de nacimiento.',
      retryable: false,
    };
    render(OperationDetail, { operation: operation({ state: 'refused', problem }), onrehearse: vi.fn() });
    expect(screen.getByText('Artu pide primero la fecha de nacimiento.')).toBeTruthy();
    expect(document.querySelector('details')?.open).toBe(false);
  });

  it('shows the proof, the reason and the exact request', () => {
    const { state, proof } = proven();
    render(OperationDetail, { operation: operation({ state, proof }), onrehearse: vi.fn() });
    expect(screen.getByTestId('proof').dataset['same']).toBe('true');
    expect(screen.getByTestId('operation-reason').textContent).toBe('Firma su propio contrato');
    expect(screen.getByTestId('exact-request').textContent).toContain('/clients/irene/promote');
  });

  it('leads to the client, where a correction is written anew', () => {
    render(OperationDetail, {
      operation: operation({ kind: 'update', state: 'refused' }),
      onrehearse: vi.fn(),
    });
    expect(screen.queryByTestId('operation-rehearse')).toBeNull();
    expect(screen.getByTestId('operation-client').getAttribute('href')).toBe('#/clients/irene');
  });

  it('says when the read that was to settle it did not come through', async () => {
    const unknown = operation({ state: 'unknown' });
    setTransport({
      invoke: () => Promise.resolve({ results: [unknown] }),
      listen: () => Promise.resolve(() => undefined),
    } as never);
    render(OperationDetail, { operation: unknown, onrehearse: vi.fn() });
    await userEvent.setup().click(screen.getByTestId('operation-settle'));
    expect((await screen.findByTestId('operation-still-unknown')).textContent).toContain('sigue sin saberse');
  });

  it('takes back what waits, once', async () => {
    const calls: unknown[] = [];
    setTransport({
      invoke: (name, request) => {
        calls.push([name, request]);
        return new Promise(() => undefined);
      },
      listen: () => Promise.resolve(() => undefined),
    });
    render(OperationDetail, { operation: operation(), onrehearse: vi.fn() });
    await userEvent.setup().dblClick(screen.getByTestId('operation-cancel'));
    expect(calls).toEqual([['cancel_operation', { operationId: 'op-1' }]]);
  });

  it('offers a new rehearsal after a conflict', async () => {
    const onrehearse = vi.fn();
    render(OperationDetail, { operation: operation({ state: 'conflict' }), onrehearse });
    await userEvent.setup().click(screen.getByTestId('operation-rehearse'));
    expect(onrehearse).toHaveBeenCalledWith('irene');
  });
});
