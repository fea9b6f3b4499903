import { useEffect, useRef, type KeyboardEvent } from "react";

interface Props<Key extends string> {
  readonly label: string;
  readonly items: readonly { readonly key: Key; readonly label: string; /** How many there are, beside the label. */ readonly count?: string | undefined }[];
  readonly active: Key;
  readonly onChange: (key: Key) => void;
  /** The id of what the tabs switch. */
  readonly panelId: string;
}

/** Tabs in one line that scrolls at phone width, with the active one always in sight. Arrow keys move, as in any tab list. */
export function ChoiceTabs<Key extends string>({ label, items, active, onChange, panelId }: Props<Key>) {
  const activeTab = useRef<HTMLButtonElement>(null);
  // In braces: newer browsers return a promise from it, which React would take for a clean-up.
  useEffect(() => {
    activeTab.current?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [active]);
  return (
    <div className="choice-tabs" role="tablist" aria-label={label} onKeyDown={move}>
      {items.map((item) => (
        <button
          key={item.key}
          ref={item.key === active ? activeTab : undefined}
          type="button"
          role="tab"
          aria-selected={item.key === active}
          aria-controls={panelId}
          tabIndex={item.key === active ? 0 : -1}
          onClick={() => onChange(item.key)}
          data-testid={`tab-${item.key}`}
        >
          {item.label}
          {item.count === undefined ? null : (
            <span className="choice-tab-count" data-testid={`tab-count-${item.key}`}>
              {item.count}
            </span>
          )}
        </button>
      ))}
    </div>
  );

  function move(event: KeyboardEvent): void {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    const at = items.findIndex((item) => item.key === active);
    const next = items[(at + step + items.length) % items.length];
    if (next === undefined) return;
    event.preventDefault();
    onChange(next.key);
    // The focus follows the choice; the button is there already, only its tabIndex changes.
    event.currentTarget.querySelectorAll<HTMLButtonElement>("[role=tab]")[items.indexOf(next)]?.focus();
  }
}
