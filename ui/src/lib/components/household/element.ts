/** The element that shows a member, found by its id whatever characters that holds. */
export function memberElement(
  within: HTMLElement | undefined,
  testid: 'member-row' | 'graph-node',
  clientId: string,
): HTMLElement | undefined {
  const elements = within?.querySelectorAll<HTMLElement>(`[data-testid="${testid}"]`) ?? [];
  return [...elements].find((element) => element.dataset['clientId'] === clientId);
}
