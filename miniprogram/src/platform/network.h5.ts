/** Taro's own event of the browser tells of another kind of network, not of a lost one that is back. */
export function onBackInReach(act: () => void): void {
  window.addEventListener("online", act);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") act();
  });
}
