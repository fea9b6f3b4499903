const KEY = "civic-green.back-office.folded-groups";

/** Which groups of the menu somebody has folded on this device, by their titles. */
export function foldedGroups(): readonly string[] {
  return (localStorage.getItem(KEY) ?? "").split("|").filter((title) => title !== "");
}

export function keepFoldedGroups(titles: readonly string[]): void {
  localStorage.setItem(KEY, titles.join("|"));
}
