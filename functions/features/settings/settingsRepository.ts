import { DICTIONARIES, type DictionaryName } from "@app/contract/engines/dictionaries";
import type { LastChange } from "@app/contract/settings/settings.schema";
import type { FieldChange, NewEvent } from "../../engines/events/event";
import { CALENDAR_KEY } from "../../engines/settings/officeCalendar";
import { PARAMETERS_KEY } from "../../engines/settings/parameters";
import type { ItemKey, Store, StoredItem } from "../../engines/store/storePort";

/**
 * Parameters and the calendar lie where the engines read them (AP-K1, AP-K2); the history of each lies beside it, as events.
 * | AP-K3 · one dictionary · forms that offer its words · primary · DICTIONARY#name / STATE · 1 |
 * | AP-K4 · changes of one of them, latest first · its page · primary · PARAMETERS, CALENDAR or DICTIONARY#name / EVENT#sequence · page |
 */
export interface DictionaryItem extends StoredItem {
  readonly entries: readonly string[];
  readonly lastChange: LastChange;
  readonly version: number;
}

export const dictionaryKey = (name: DictionaryName): ItemKey => ({ pk: `DICTIONARY#${name}`, sk: "STATE" });

export async function getDictionaryItem(store: Store, name: DictionaryName): Promise<DictionaryItem | undefined> {
  return (await store.get(dictionaryKey(name))) as DictionaryItem | undefined;
}

/** The partition where a subject's history lies; `undefined` for one that does not exist. */
export function partitionOf(subject: string): string | undefined {
  if (subject === "PARAMETERS") return PARAMETERS_KEY.pk;
  if (subject === "CALENDAR") return CALENDAR_KEY.pk;
  return subject in DICTIONARIES ? dictionaryKey(subject as DictionaryName).pk : undefined;
}

/** A change of settings is an event like any other: history, audit trail and outbox. */
export function settingEvent(
  eventType: "PARAMETERS_CHANGED" | "DICTIONARY_CHANGED" | "CALENDAR_CHANGED",
  subject: string,
  version: number,
  changed: readonly FieldChange[],
): NewEvent {
  return {
    eventType,
    caseKind: "setting",
    caseId: subject,
    casePk: partitionOf(subject) ?? subject,
    sequence: version,
    payload: { changed, orgPath: "CN" },
    changed,
  };
}
