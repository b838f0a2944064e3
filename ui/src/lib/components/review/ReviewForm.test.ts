import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { household } from '$lib/components/household/samples';
import { setTransport } from '$lib/ipc';

import { ReviewDraft } from './draft.svelte';
import ReviewForm from './ReviewForm.svelte';

const calls: unknown[] = [];

beforeEach(() => {
  calls.length = 0;
  setTransport({
    invoke: async (name, request) => {
      calls.push([name, request]);
      return {
        verdict: 'cleared',
        note: 'n',
        analyst: 'Ana',
        at: '2026-11-23T18:00:00Z',
        changedSince: false,
        pack: 'mx 2026-11-23',
      };
    },
    listen: () => Promise.resolve(() => undefined),
  });
});

function open(errors = 0) {
  const onsaved = vi.fn();
  const draft = new ReviewDraft();
  render(ReviewForm, {
    household: household({ findings: { error: errors, warn: 0, info: 0 } }),
    draft,
    onsaved,
  });
  return { user: userEvent.setup(), draft, onsaved };
}

describe('ReviewForm', () => {
  it('needs a verdict, and goes there', async () => {
    const { user } = open();
    await user.type(screen.getByTestId('review-note'), 'Se miró');
    await user.click(screen.getByTestId('review-save'));
    expect(calls).toEqual([]);
    expect(screen.getByRole('alert').textContent).toBe('Falta elegir el dictamen.');
    expect(document.activeElement).toBe(screen.getByTestId('review-verdict-cleared'));
  });

  it('needs a note that says something, and goes there', async () => {
    const { user } = open();
    await user.click(screen.getByTestId('review-verdict-escalated'));
    await user.type(screen.getByTestId('review-note'), '  ');
    await user.click(screen.getByTestId('review-save'));
    expect(calls).toEqual([]);
    expect(screen.getByRole('alert').textContent).toBe('Falta la nota.');
    expect(document.activeElement).toBe(screen.getByTestId('review-note'));
  });

  it('saves verdict and note, then starts afresh', async () => {
    const { user, draft, onsaved } = open();
    await user.click(screen.getByTestId('review-verdict-needs_info'));
    await user.type(screen.getByTestId('review-note'), ' Falta la constancia ');
    await user.click(screen.getByTestId('review-save'));
    expect(calls).toEqual([
      ['review_household', { householdId: 'aceros', verdict: 'needs_info', note: 'Falta la constancia' }],
    ]);
    expect(onsaved).toHaveBeenCalledOnce();
    expect(draft.note).toBe('');
    expect(draft.verdict).toBeNull();
  });

  it('points at open errors before clearing, without standing in the way', async () => {
    const { user } = open(2);
    await user.click(screen.getByTestId('review-verdict-cleared'));
    expect(screen.getByText(/2 hallazgos con error/)).toBeTruthy();
    await user.type(screen.getByTestId('review-note'), 'Explicado');
    await user.click(screen.getByTestId('review-save'));
    expect(calls).toHaveLength(1);
  });
});
