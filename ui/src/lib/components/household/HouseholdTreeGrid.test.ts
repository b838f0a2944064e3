import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import { HouseholdPageState } from './household-page.svelte';
import HouseholdTreeGrid from './HouseholdTreeGrid.svelte';
import { household } from './samples';

function show() {
  const page = new HouseholdPageState();
  render(HouseholdTreeGrid, { household: household(), page });
  return { page, user: userEvent.setup() };
}

const rows = () => screen.getAllByTestId('member-row');
const row = (id: string) => rows().find((one) => one.dataset['clientId'] === id) as HTMLElement;
const stops = () => document.querySelectorAll('[role="treegrid"] [tabindex="0"]');

describe('HouseholdTreeGrid', () => {
  it('tells levels, places and what is open', () => {
    show();
    expect(
      rows().map((one) => [one.dataset['clientId'], one.ariaLevel ?? one.getAttribute('aria-level')]),
    ).toEqual([
      ['aceros', '1'],
      ['beto', '2'],
      ['diana', '3'],
      ['carla', '2'],
    ]);
    expect(row('aceros').getAttribute('aria-expanded')).toBe('true');
    expect(row('diana').hasAttribute('aria-expanded')).toBe(false);
    expect(row('carla').getAttribute('aria-posinset')).toBe('2');
    expect(row('carla').getAttribute('aria-setsize')).toBe('2');
  });

  it('has one stop for the Tab key, which follows the focus', async () => {
    const { user, page } = show();
    expect(stops()).toHaveLength(1);
    await user.tab();
    expect(document.activeElement).toBe(row('aceros'));
    await user.keyboard('{ArrowDown}{ArrowDown}');
    expect(document.activeElement).toBe(row('diana'));
    expect(page.selected).toBe('diana');
    expect(row('diana').getAttribute('aria-selected')).toBe('true');
    expect([...stops()]).toEqual([row('diana')]);
    await user.tab();
    expect(document.activeElement).toBe(document.body);
  });

  it('stays inside at both ends and jumps with Home and End', async () => {
    const { user } = show();
    await user.tab();
    await user.keyboard('{ArrowUp}');
    expect(document.activeElement).toBe(row('aceros'));
    await user.keyboard('{End}');
    expect(document.activeElement).toBe(row('carla'));
    await user.keyboard('{ArrowDown}');
    expect(document.activeElement).toBe(row('carla'));
    await user.keyboard('{Home}');
    expect(document.activeElement).toBe(row('aceros'));
  });

  it('closes with left, goes to the parent, and opens with right', async () => {
    const { user } = show();
    await user.tab();
    await user.keyboard('{ArrowDown}{ArrowLeft}');
    expect(row('beto').getAttribute('aria-expanded')).toBe('false');
    expect(rows()).toHaveLength(3);
    await user.keyboard('{ArrowRight}');
    expect(row('beto').getAttribute('aria-expanded')).toBe('true');
    await user.keyboard('{ArrowDown}{ArrowLeft}');
    expect(document.activeElement).toBe(row('beto'));
  });

  it('walks through cells and back to the row', async () => {
    const { user } = show();
    await user.tab();
    await user.keyboard('{ArrowDown}{ArrowRight}');
    const cells = row('beto').querySelectorAll('[role="gridcell"]');
    expect(document.activeElement).toBe(cells[0]);
    await user.keyboard('{End}');
    expect(document.activeElement).toBe(cells[4]);
    await user.keyboard('{ArrowDown}');
    expect(document.activeElement).toBe(row('diana').querySelectorAll('[role="gridcell"]')[4]);
    await user.keyboard('{Home}{ArrowLeft}');
    expect(document.activeElement).toBe(row('diana'));
    expect(stops()).toHaveLength(1);
  });

  it('opens the file with Enter, not with Space', async () => {
    const { user, page } = show();
    await user.tab();
    await user.keyboard('{ArrowDown} ');
    expect(page.selected).toBe('beto');
    expect(page.panelOpen).toBe(false);
    await user.keyboard('{Enter}');
    expect(page.panelOpen).toBe(true);
  });

  it('jumps to a name by its first letter', async () => {
    const { user } = show();
    await user.tab();
    await user.keyboard('c');
    expect(document.activeElement).toBe(row('carla'));
  });

  it('gives the focus to the row that hides the one in focus', async () => {
    const { user, page } = show();
    await user.tab();
    await user.keyboard('{ArrowDown}{ArrowDown}');
    expect(page.selected).toBe('diana');
    await user.click(screen.getByRole('button', { name: 'Ocultar los vinculados de Beto Arce' }));
    expect(document.activeElement).toBe(row('beto'));
  });

  it('says roles in words, unknown ones as they came, and every parent', () => {
    show();
    const roles = (id: string) =>
      row(id).querySelector('[data-testid="member-roles"]')?.textContent?.replace(/\s+/g, ' ').trim();
    expect(roles('beto')).toBe('Representante legal');
    expect(roles('carla')).toBe('Beneficiario controlador');
    expect(roles('diana')).toBe('godparent de Beto Arce + Beneficiario controlador de Carla Núñez');
  });

  it('marks primaries, those gone and those in other households', () => {
    show();
    expect(row('carla').textContent).toContain('Primario');
    expect(row('carla').textContent).toContain('también en 1 grupo');
    expect(row('beto').textContent).not.toContain('Primario');
    expect(row('diana').classList.contains('gone')).toBe(true);
    expect(row('diana').textContent).toMatch(/ausente desde \d+ nov 2026/);
  });
});
