import type { ClientQuery } from '$lib/ipc/generated/ClientQuery';
import type { Slice } from '$lib/ipc/generated/Slice';

/** What the list of clients shows. */
export interface ClientsView {
  text: string;
  kind: string;
  primary: '' | 'yes' | 'no';
  orphans: boolean;
  gone: boolean;
  worst: ClientQuery['worst'] | '';
  sort: ClientQuery['sort'];
  descending: boolean;
  active: number;
  scroll: number;
  hidden: string[];
}

export function firstView(): ClientsView {
  return {
    text: '',
    kind: '',
    primary: '',
    orphans: false,
    gone: false,
    worst: '',
    sort: 'name',
    descending: false,
    active: 0,
    scroll: 0,
    hidden: [],
  };
}

/** The question that a view asks. */
export function queryOf(view: ClientsView, slice: Slice): ClientQuery {
  return {
    text: view.text.trim() || null,
    kind: view.kind || null,
    primary: view.primary === '' ? null : view.primary === 'yes',
    orphans: view.orphans,
    gone: view.gone,
    worst: view.worst || null,
    sort: view.sort,
    descending: view.descending,
    slice,
  };
}

/** What of a view a saved question sets. */
export function viewFrom(query: ClientQuery): Partial<ClientsView> {
  return {
    text: query.text ?? '',
    kind: query.kind ?? '',
    primary: query.primary === null ? '' : query.primary ? 'yes' : 'no',
    orphans: query.orphans,
    gone: query.gone,
    worst: query.worst ?? '',
    sort: query.sort,
    descending: query.descending,
  };
}

/** Whether any filter hides rows. */
export function isFiltered(view: ClientsView): boolean {
  return [view.text.trim(), view.kind, view.primary, view.orphans, view.gone, view.worst].some(Boolean);
}
