import { t, word } from '$lib/i18n';
import type { FindingQuery } from '$lib/ipc/generated/FindingQuery';
import type { SavedView } from '$lib/ipc/generated/SavedView';
import type { Slice } from '$lib/ipc/generated/Slice';

/** The scopes that the reference names and that rules speak of. */
export const SCOPES = [
  'base',
  'MX',
  'MX:AV',
  'MX:AV:ARI',
  'MX:AV:AVI',
  'MX:AV:INM',
  'MX:AV:JYS',
  'MX:AV:MJR',
  'MX:AV:MPC',
  'MX:AV:TSC',
  'MX:AV:VEH',
  'MX:CNBV:TRANSMISOR',
];

type Days = Pick<FindingQuery, 'lastDays' | 'beforeDays'>;

/** The ages one can choose, in days up to today. */
export const AGES = {
  today: { lastDays: 1, beforeDays: null },
  week: { lastDays: 7, beforeDays: null },
  month: { lastDays: 30, beforeDays: null },
  older: { lastDays: null, beforeDays: 30 },
} as const satisfies Record<string, Days>;

export type Age = keyof typeof AGES;

/** A household by its name, which is not known when the vault has it no more. */
export interface NamedHousehold {
  id: string;
  name: string | null;
}

/** What the list of findings shows, but for the rule, which stands in the address. */
export interface FindingsView {
  severity: NonNullable<FindingQuery['severity']> | '';
  scope: string;
  household: NamedHousehold | null;
  age: Age | '';
  decided: NonNullable<FindingQuery['decided']> | '';
  active: number;
  scroll: number;
}

export function firstView(): FindingsView {
  return { severity: '', scope: '', household: null, age: '', decided: 'open', active: 0, scroll: 0 };
}

/** The question that a view asks of the findings of a rule, or of all. */
export function queryOf(view: FindingsView, code: string | undefined, slice: Slice): FindingQuery {
  const days: Days = view.age === '' ? { lastDays: null, beforeDays: null } : AGES[view.age];
  return {
    severity: view.severity || null,
    code: code ?? null,
    scope: view.scope || null,
    clientId: null,
    householdId: view.household?.id ?? null,
    ...days,
    decided: view.decided || null,
    slice,
  };
}

/** The view that asks the question of one that was saved. */
export function viewFrom(query: FindingQuery, household: SavedView['household']): FindingsView {
  const ages = Object.keys(AGES) as Age[];
  return {
    ...firstView(),
    severity: query.severity ?? '',
    scope: query.scope ?? '',
    household: query.householdId === null ? null : { id: query.householdId, name: household?.name ?? null },
    age:
      ages.find(
        (age) => AGES[age].lastDays === query.lastDays && AGES[age].beforeDays === query.beforeDays,
      ) ?? '',
    decided: query.decided ?? '',
  };
}

/** Whether a filter hides more than the list hides at first. */
export function isFiltered(view: FindingsView): boolean {
  const { severity, scope, household, age, decided } = view;
  return severity !== '' || scope !== '' || household !== null || age !== '' || decided !== 'open';
}

export function scopeName(scope: string): string {
  return `${scope} · ${word('words.scope', scope)}`;
}

export function householdName(household: NamedHousehold): string {
  return household.name ?? t('lists.findings.householdGone');
}

/** The filters in force, in words. */
export function filtersInWords(view: FindingsView, rule: string | undefined): string[] {
  const words: [string, string | undefined][] = [
    [t('lists.rule'), rule],
    [t('lists.severity'), view.severity && t(`words.severityName.${view.severity}`)],
    [t('lists.scope'), view.scope && scopeName(view.scope)],
    [t('lists.household'), view.household ? householdName(view.household) : undefined],
    [t('lists.age'), view.age && t(`lists.ages.${view.age}`)],
    [t('lists.decided'), view.decided && t(`words.decided.${view.decided}`)],
  ];
  return words.filter(([, value]) => value).map(([label, value]) => `${label}: ${value ?? ''}`);
}
