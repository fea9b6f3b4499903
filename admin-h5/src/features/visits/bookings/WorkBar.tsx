import { countText, type DeskItem } from "./bookingDesk";
import type { BookingsFilter } from "./bookingsFilter";

/** What waits, each a way to its list. */
export function WorkBar({ items, onOpen }: { readonly items: readonly DeskItem[]; readonly onOpen: (filter: BookingsFilter) => void }) {
  if (items.length === 0) return null;
  return (
    <nav className="work-bar" aria-label="待办" data-testid="work-bar">
      {items.map((item) => (
        <button
          key={item.key}
          type="button"
          className={`work-item work-item-${item.tone}`}
          onClick={() => onOpen(item.filter)}
          data-testid={`work-${item.key}`}
        >
          {item.label} <b className="number">{countText(item)}</b>
        </button>
      ))}
    </nav>
  );
}
