// What was opened in the list is no part of its filter.
const OPENED = ["booking", "activity", "contact", "person", "registration", "entry", "approval"] as const;

/** The filter that an address holds: 「?status=ALL」, or nothing. */
export function filterIn(search: string): string {
  const query = new URLSearchParams(search);
  for (const name of OPENED) query.delete(name);
  const filter = query.toString();
  return filter === "" ? "" : `?${filter}`;
}
