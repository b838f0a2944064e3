import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { tick } from 'svelte';
import { describe, expect, it, vi } from 'vitest';

import Harness from './DataTableHarness.svelte';

/** The row the grid points at. */
function activeRow(): HTMLElement | null {
  const id = screen.getByRole('grid').getAttribute('aria-activedescendant');
  return id ? document.getElementById(id) : null;
}

async function scrollTo(offset: number) {
  const grid = screen.getByRole('grid');
  grid.scrollTop = offset;
  grid.dispatchEvent(new Event('scroll'));
  await tick();
}

describe('a long table', () => {
  it('holds only the rows near the eye, and says how many there are', () => {
    render(Harness, { count: 100_000 });
    const rows = screen.getAllByTestId('row');
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.length).toBeLessThan(60);
    expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('100001');
    expect(rows[0]?.getAttribute('aria-rowindex')).toBe('2');
  });

  it('asks for the rows one scrolls to', async () => {
    const onrange = vi.fn();
    render(Harness, { count: 100_000, onrange });
    await scrollTo(36 * 5000);
    const [start, end] = onrange.mock.lastCall as [number, number];
    expect(start).toBeGreaterThan(4900);
    expect(start).toBeLessThanOrEqual(5000);
    expect(end).toBeGreaterThan(5000);
    expect(screen.getAllByTestId('row').length).toBeLessThan(60);
  });

  it('reaches the last of a million rows, which no page is high enough for', async () => {
    const user = userEvent.setup();
    render(Harness, { count: 1_000_000 });
    const grid = screen.getByRole('grid');
    expect(screen.getAllByRole('rowgroup')[0]?.style.height).toBe('30000000px');
    grid.focus();
    await user.keyboard('{End}');
    expect(activeRow()?.dataset['key']).toBe('999999');
    await user.keyboard('{ArrowUp}');
    expect(activeRow()?.dataset['key']).toBe('999998');
    expect(screen.getAllByTestId('row').length).toBeLessThan(60);
    await user.keyboard('{Home}');
    expect(grid.scrollTop).toBe(0);
    expect(activeRow()?.dataset['key']).toBe('0');
  });

  it('leaves the focus with whoever is typing when it appears', () => {
    const field = document.body.appendChild(document.createElement('input'));
    field.focus();
    const { unmount } = render(Harness, { count: 10, autofocus: true });
    expect(document.activeElement).toBe(field);
    unmount();
    field.remove();
    render(Harness, { count: 10, autofocus: true });
    expect(document.activeElement).toBe(screen.getByRole('grid'));
  });
});

describe('the keyboard', () => {
  it('moves row by row, opens and selects, with the focus staying on the grid', async () => {
    const onopen = vi.fn();
    const user = userEvent.setup();
    render(Harness, { count: 1000, onopen });
    const grid = screen.getByRole('grid');
    grid.focus();
    await user.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}');
    expect(activeRow()?.dataset['key']).toBe('1');
    await user.keyboard('{Enter}');
    expect(onopen).toHaveBeenLastCalledWith(1);
    await user.keyboard(' ');
    expect(activeRow()?.getAttribute('aria-selected')).toBe('true');
    expect(document.activeElement).toBe(grid);
    await user.keyboard('{Escape}');
    expect(activeRow()?.getAttribute('aria-selected')).toBe('false');
  });

  it('selects a run with Shift and stops at both ends', async () => {
    const user = userEvent.setup();
    render(Harness, { count: 5 });
    screen.getByRole('grid').focus();
    await user.keyboard('{ArrowUp}{Shift>}{ArrowDown}{ArrowDown}{/Shift}');
    const chosen = screen.getAllByTestId('row').filter((row) => row.getAttribute('aria-selected') === 'true');
    expect(chosen.map((row) => row.dataset['key'])).toEqual(['0', '1', '2']);
    await user.keyboard('{End}{ArrowDown}');
    expect(activeRow()?.dataset['key']).toBe('4');
    await user.keyboard('{Home}');
    expect(activeRow()?.dataset['key']).toBe('0');
  });

  it('brings a far row into the page', async () => {
    const user = userEvent.setup();
    render(Harness, { count: 100_000 });
    const grid = screen.getByRole('grid');
    grid.focus();
    await user.keyboard('{End}');
    await scrollTo(grid.scrollTop);
    expect(grid.scrollTop).toBeGreaterThan(3_000_000);
    expect(activeRow()?.dataset['key']).toBe('99999');
  });

  it('sorts from the header, which says how it is sorted', async () => {
    const onsort = vi.fn();
    const user = userEvent.setup();
    render(Harness, { count: 10, onsort });
    const header = screen.getByRole('columnheader', { name: 'Número' });
    expect(header.getAttribute('aria-sort')).toBe('ascending');
    await user.click(screen.getByTestId('sort-number'));
    expect(onsort).toHaveBeenCalledWith('number', true);
    expect(screen.getByRole('columnheader', { name: 'Cuadrado' }).hasAttribute('aria-sort')).toBe(false);
  });
});
