import type { HouseholdQuery } from '$lib/ipc/generated/HouseholdQuery';
import type { Slice } from '$lib/ipc/generated/Slice';

/** What the list of households shows. */
export interface HouseholdsView {
  text: string;
  kind: string;
  worst: HouseholdQuery['worst'] | '';
  review: HouseholdQuery['review'] | '';
  defect: string;
  sort: HouseholdQuery['sort'];
  descending: boolean;
  active: number;
  scroll: number;
  hidden: string[];
}

export function firstView(): HouseholdsView {
  return {
    text: '',
    kind: '',
    worst: '',
    review: '',
    defect: '',
    sort: 'name',
    descending: false,
    active: 0,
    scroll: 0,
    hidden: [],
  };
}

/** The question that a view asks. */
export function queryOf(view: HouseholdsView, slice: Slice): HouseholdQuery {
  return {
    text: view.text.trim() || null,
    defect: view.defect || null,
    worst: view.worst || null,
    kind: view.kind || null,
    review: view.review || null,
    sort: view.sort,
    descending: view.descending,
    slice,
  };
}

/** What of a view a saved question sets. */
export function viewFrom(query: HouseholdQuery): Partial<HouseholdsView> {
  return {
    text: query.text ?? '',
    kind: query.kind ?? '',
    worst: query.worst ?? '',
    review: query.review ?? '',
    defect: query.defect ?? '',
    sort: query.sort,
    descending: query.descending,
  };
}

/** Whether any filter hides rows. */
export function isFiltered(view: HouseholdsView): boolean {
  return [view.text.trim(), view.defect, view.worst, view.kind, view.review].some(Boolean);
}
