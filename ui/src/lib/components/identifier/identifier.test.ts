import { render, screen, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';

import { groupsOf } from './characters';
import IdentifierExplanation from './IdentifierExplanation.svelte';
import IdentifierValue from './IdentifierValue.svelte';
import { mark, rfc } from './samples';

const texts = (groups: ReturnType<typeof groupsOf>) =>
  groups.map((group) => group.map((character) => character.text).join(''));

describe('groupsOf', () => {
  it('groups for the eye and counts places in the ungrouped value', () => {
    const groups = groupsOf(rfc({ marks: [mark({ positions: [4, 12] })] }));
    expect(texts(groups)).toEqual(['LUJS', '980117', 'N6A']);
    const marked = groups.flat().filter((character) => character.severity !== null);
    expect(marked.map(({ text, index }) => [text, index])).toEqual([
      ['9', 4],
      ['A', 12],
    ]);
  });

  it('counts characters, not units of storage', () => {
    const groups = groupsOf({
      value: 'Ñ\u{1F600}A1',
      grouped: 'Ñ\u{1F600} A1',
      marks: [mark({ positions: [2] })],
    });
    expect(groups.flat().find((character) => character.severity !== null)?.text).toBe('A');
  });

  it('takes the heavier of two remarks on one character', () => {
    const [first] = groupsOf(
      rfc({
        marks: [mark({ positions: [0], severity: 'info' }), mark({ positions: [0], severity: 'warn' })],
      }),
    );
    expect(first?.[0]?.severity).toBe('warn');
  });

  it('shows what is stored when the grouped form spells something else', () => {
    expect(texts(groupsOf({ value: 'ABC', grouped: 'A BX', marks: [] }))).toEqual(['ABC']);
    expect(texts(groupsOf({ value: 'ABC', grouped: 'A B', marks: [] }))).toEqual(['ABC']);
  });
});

describe('IdentifierValue', () => {
  it('underlines the characters a remark speaks of, and no other', () => {
    const { container } = render(IdentifierValue, { identifier: rfc({ marks: [mark({})] }) });
    const marked = [...container.querySelectorAll('.marked')];
    expect(marked.map((one) => [one.textContent, one.getAttribute('data-index')])).toEqual([['A', '12']]);
    expect(marked[0]?.getAttribute('data-severity')).toBe('error');
  });

  it('reads out the value in one piece', () => {
    render(IdentifierValue, { identifier: rfc() });
    expect(screen.getByText('LUJS980117N6A. Bien formado, no confirmado con el SAT')).toBeTruthy();
  });
});

describe('IdentifierExplanation', () => {
  it('explains every part, counting places from one, and every remark once', () => {
    render(IdentifierExplanation, { identifier: rfc({ severity: 'error', marks: [mark({})] }) });
    const rows = within(screen.getByRole('table')).getAllByRole('row').slice(1);
    expect(
      rows.map((row) =>
        within(row)
          .getAllByRole('cell')
          .map((cell) => cell.textContent),
      ),
    ).toEqual([
      ['1–4', 'LUJS', 'Letras del nombre'],
      ['5–10', '980117', 'Fecha'],
      ['11–12', 'N6', 'Homoclave'],
      ['13', 'A', 'Dígito verificador'],
    ]);
    const remark = screen.getByTestId('identifier-mark');
    expect(remark.textContent).toContain(mark({}).what);
    // The remark says it already; a summary above would say it twice.
    expect(screen.getByTestId('identifier').querySelector('.summary')).toBeNull();
    expect(remark.textContent).toContain('Pedir la constancia');
  });

  it('sets the letters beside the name, in words where they differ', () => {
    const letters = [
      { place: 0, read: 'L', derived: 'L', agrees: true, origin: 'inicial del primer apellido «LUNA»' },
      { place: 1, read: 'U', derived: 'O', agrees: false, origin: 'primera vocal interna' },
    ];
    const derivation = { reading: 'nombre de pila «Sara»', guessed: true, letters };
    render(IdentifierExplanation, { identifier: rfc({ derivation }) });
    const rows = within(screen.getByTestId('derivation')).getAllByTestId('letter');
    const cells = rows.map((row) =>
      within(row)
        .getAllByRole('cell')
        .map((cell) => cell.textContent.replace(/\s+/g, ' ').trim()),
    );
    expect(cells).toEqual([
      ['1', 'L', 'L coincide', 'inicial del primer apellido «LUNA»'],
      ['2', 'U', 'O Advertencia difiere', 'primera vocal interna'],
    ]);
    expect(screen.getByText(/es una suposición/)).toBeTruthy();
  });

  it('has no letters where no name is known', () => {
    render(IdentifierExplanation, { identifier: rfc() });
    expect(screen.queryByTestId('derivation')).toBeNull();
  });
});
