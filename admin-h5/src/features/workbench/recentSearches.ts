const PREFIX = "civic-green.back-office.searches.";
const KEPT_MAX = 6;

/** The last searches of this account on this device, latest first. A phone number is never among them. */
export function recentSearches(accountId: string): readonly string[] {
  return (localStorage.getItem(PREFIX + accountId) ?? "").split("\n").filter((words) => words !== "");
}

export function keepSearch(accountId: string, words: string): void {
  if (accountId === "" || /^1\d{10}$/.test(words)) return;
  const kept = [words, ...recentSearches(accountId).filter((each) => each !== words)].slice(0, KEPT_MAX);
  localStorage.setItem(PREFIX + accountId, kept.join("\n"));
}
