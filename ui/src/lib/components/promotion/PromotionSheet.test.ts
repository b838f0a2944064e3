import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

import { setTransport } from '$lib/ipc';
import type { OperationResult } from '$lib/ipc/generated/OperationResult';

import PromotionSheet from './PromotionSheet.svelte';
import { proven, result } from './samples';

/** A core that answers from a table and remembers what it was asked; a promotion is answered when it is let go. */
function core(answers: Record<string, () => unknown>) {
  const calls: { name: string; request: unknown }[] = [];
  setTransport({
    invoke: async (name, request) => {
      calls.push({ name, request });
      const answer = answers[name];
      if (answer === undefined) throw new Error(`no answer for ${name}`);
      return answer();
    },
    listen: () => Promise.resolve(() => undefined),
  });
  return { calls, sent: () => calls.filter(({ name }) => name === 'promote') };
}

async function open(
  environment: 'test' | 'live',
  answer: () => OperationResult | Promise<OperationResult> = proven,
) {
  const asked = core({ rehearse_promotion: () => result({}, environment), promote: answer });
  const onclose = vi.fn();
  render(PromotionSheet, { clientId: 'irene', name: 'Irene Solís', onclose });
  await screen.findByTestId('promote-reason');
  return { ...asked, onclose, user: userEvent.setup() };
}

describe('PromotionSheet', () => {
  it('reads in three steps: what is known, what is not, reason and send', async () => {
    await open('test');
    const steps = screen.getAllByTestId(/^promote-step-/);
    expect(steps.map((step) => step.querySelector('h3')?.textContent)).toEqual([
      '1. Lo que sabemos',
      '2. Lo que no sabemos',
      '3. Motivo y envío',
    ]);
    const request = screen.getByTestId('exact-request').textContent;
    expect(request).toContain('POST /clients/irene/promote');
    expect(request).toContain('X-Environment: test');
    expect(request).toContain('sin cuerpo');
    expect(steps[1]?.textContent).toContain('Si Artu revisa antes los campos obligatorios');
    expect(screen.getByTestId('promote-send').textContent?.trim()).toBe('Promover a Irene Solís');
  });

  it('shows the household before and after', async () => {
    await open('test');
    const changes = screen
      .getAllByTestId('sketch-member')
      .map((one) => [one.querySelector('.name')?.textContent, one.dataset['change']]);
    expect(changes).toContainEqual(['Irene Solís', 'primary']);
    expect(changes).toContainEqual(['Irene Solís', 'added']);
    expect(changes).toContainEqual(['Aceros del Norte', 'same']);
  });

  it('sends nothing without a reason, says so and goes there', async () => {
    const { user, sent } = await open('test');
    await user.type(screen.getByTestId('promote-reason'), '   ');
    await user.click(screen.getByTestId('promote-send'));
    expect(sent()).toEqual([]);
    expect(screen.getByRole('alert').textContent).toBe('Falta el motivo.');
    expect(document.activeElement).toBe(screen.getByTestId('promote-reason'));
  });

  it('asks once more in live, for waiting as for sending', async () => {
    const { user, sent } = await open('live');
    await user.type(screen.getByTestId('promote-reason'), 'Firma su propio contrato');
    await user.click(screen.getByTestId('promote-send'));
    await user.click(screen.getByTestId('promote-queue'));
    expect(sent()).toEqual([]);
    expect(screen.getByRole('alert').textContent).toBe('Falta confirmar que es LIVE.');
    expect(document.activeElement).toBe(screen.getByTestId('promote-confirm'));
    await user.click(screen.getByTestId('promote-confirm'));
    await user.click(screen.getByTestId('promote-send'));
    expect(sent().map(({ request }) => request)).toEqual([
      { clientId: 'irene', reason: 'Firma su propio contrato', queue: false, confirmed: true },
    ]);
  });

  it('does not ask in test', async () => {
    await open('test');
    expect(screen.queryByTestId('promote-confirm')).toBeNull();
  });

  it('sends once, however often the button is pressed', async () => {
    let answer: (value: OperationResult) => void = () => undefined;
    const { user, sent, onclose } = await open('test', () => new Promise((resolve) => (answer = resolve)));
    await user.type(screen.getByTestId('promote-reason'), 'Firma su propio contrato');
    const button = screen.getByTestId('promote-send');
    await user.dblClick(button);
    button.click();
    await user.keyboard('{Escape}');
    expect(sent()).toHaveLength(1);
    expect(onclose).not.toHaveBeenCalled();
    answer(proven());
    await screen.findByTestId('proof');
    expect(sent()).toHaveLength(1);
    expect(screen.queryByTestId('promote-send')).toBeNull();
  });

  it('leaves it waiting when asked to', async () => {
    const { user, sent } = await open('test', () => result({ operationId: 'op-1', state: 'waiting' }));
    await user.type(screen.getByTestId('promote-reason'), 'Después');
    await user.click(screen.getByTestId('promote-queue'));
    expect(sent()[0]?.request).toMatchObject({ queue: true });
    const outcome = await screen.findByTestId('promote-outcome');
    expect(outcome.dataset['state']).toBe('waiting');
    expect(outcome.textContent).toContain('Artu no ha recibido nada');
  });

  it('shows each difference of the proof', async () => {
    const { user } = await open('test', () => proven(false));
    await user.type(screen.getByTestId('promote-reason'), 'Firma');
    await user.click(screen.getByTestId('promote-send'));
    const proof = await screen.findByTestId('proof');
    expect(proof.dataset['same']).toBe('false');
    expect(proof.textContent).toContain('1 diferencia');
    const rows = screen.getAllByTestId('proof-row');
    expect(rows.map((row) => row.dataset['same'])).toEqual(['true', 'false']);
    expect(rows[1]?.textContent).toContain('distinto');
    expect(screen.getByTestId('operation-outcome').textContent).toContain('con diferencias');
  });

  it('offers only a new rehearsal when the call itself fails', async () => {
    const { user, calls } = await open('test', () => {
      throw { code: 'internal', message: 'Falló', retryable: true };
    });
    await user.type(screen.getByTestId('promote-reason'), 'Firma');
    await user.click(screen.getByTestId('promote-send'));
    await screen.findByTestId('error-state');
    expect(screen.queryByTestId('promote-send')).toBeNull();
    await user.click(screen.getByTestId('promote-rehearse'));
    await screen.findByTestId('promote-send');
    expect(calls.map(({ name }) => name)).toEqual(['rehearse_promotion', 'promote', 'rehearse_promotion']);
  });

  it('settles a lost answer by reading', async () => {
    let settled = false;
    const { user } = await open('test', () => result({ operationId: 'op-1', state: 'unknown' }));
    await user.type(screen.getByTestId('promote-reason'), 'Firma');
    await user.click(screen.getByTestId('promote-send'));
    await screen.findByTestId('operation-settle');
    core({
      settle_operations: () => {
        settled = true;
        return { results: [result({ operationId: 'other', state: 'not_done' }), proven()] };
      },
    });
    await user.click(screen.getByTestId('operation-settle'));
    await waitFor(() => expect(screen.getByTestId('promote-outcome').dataset['state']).toBe('proven'));
    expect(settled).toBe(true);
  });

  it('has nothing to send when it is so already', async () => {
    core({ rehearse_promotion: () => result({ state: 'already_done' }) });
    render(PromotionSheet, { clientId: 'irene', name: 'Irene Solís', onclose: vi.fn() });
    expect((await screen.findByTestId('promote-outcome')).textContent).toContain('Ya estaba hecho');
    expect(screen.queryByTestId('promote-send')).toBeNull();
  });
});
