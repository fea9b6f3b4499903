/** A panel that Taro draws knows a tap alone; whoever works by keys leaves it as they leave a sheet, and what lies below stays open. @returns stops it */
export function leaveByEscape(wayOut: string): () => void {
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    document.querySelector<HTMLElement>(wayOut)?.click();
  };
  document.addEventListener("keydown", onKey, true);
  return () => document.removeEventListener("keydown", onKey, true);
}
