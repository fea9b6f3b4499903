/** A column by its heading. `isFixed`: says which record it is, or opens it, and is always there. A heading of "" is a column of ticks. */
export interface TableColumn {
  readonly label: string;
  readonly isFixed?: boolean;
}

const PREFIX = "civic-green.back-office.columns.";
const keyOf = (name: string, accountId: string): string => `${PREFIX}${name}.${accountId}`;

/** The headings that this account hides in a table on this computer; one that the table has no more is forgotten. */
export function hiddenColumns(name: string, accountId: string, columns: readonly TableColumn[]): readonly string[] {
  const kept = (localStorage.getItem(keyOf(name, accountId)) ?? "").split("|");
  return choosable(columns).filter((label) => kept.includes(label));
}

export function keepHiddenColumns(name: string, accountId: string, hidden: readonly string[]): void {
  if (hidden.length === 0) localStorage.removeItem(keyOf(name, accountId));
  else localStorage.setItem(keyOf(name, accountId), hidden.join("|"));
}

export function choosable(columns: readonly TableColumn[]): string[] {
  return columns.flatMap(({ label, isFixed }) => (isFixed === true || label === "" ? [] : [label]));
}

/** The style that takes the hidden columns out of a table, heading and cells alike. */
export function hidingStyle(tableId: string, columns: readonly TableColumn[], hidden: readonly string[]): string {
  const selectors = columns.flatMap(({ label }, at) => (hidden.includes(label) ? [`#${tableId} tr > :nth-child(${at + 1})`] : []));
  return selectors.length === 0 ? "" : `${selectors.join(", ")} { display: none; }`;
}
