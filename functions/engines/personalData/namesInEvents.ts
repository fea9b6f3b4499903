import { FORGOTTEN_NAME } from "@app/contract/kernel/mask";
import type { Store, StoredItem, Write } from "../store/storePort";

// Far above the steps of any case of the public; with the case's own writes it stays within one transaction.
const EVENTS_MAX = 80;

/**
 * The writes that take a person's name and phone out of the events of one case. The events stay, with their moment, their order and their numbers, for history and
 * figures are made of them.
 * @param name as the case has it: it may also stand where an event says who acted
 */
export async function forgetNamesInEvents(store: Store, casePk: string, name: string): Promise<Write[]> {
  const { items } = await store.query({ index: "primary", pk: casePk, range: { beginsWith: "EVENT#" }, limit: EVENTS_MAX });
  return items.flatMap((item): Write[] => {
    const set = changesOf(item, name);
    return Object.keys(set).length === 0 ? [] : [{ kind: "update", tag: `names of ${item.sk}`, key: { pk: item.pk, sk: item.sk }, set }];
  });
}

/** What people of the public write themselves; a remark is theirs when they acted, and the office's when it did. */
function ownWords(by: Readonly<Record<string, unknown>>): readonly string[] {
  const isVisitor = by["kind"] === "USER" && Array.isArray(by["roles"]) && by["roles"].length === 0;
  return isVisitor ? ["comment", "commentBefore", "note", "remark", "appealReason"] : [];
}
const isText = (value: unknown): boolean => typeof value === "string" && value !== "";

function changesOf(item: StoredItem, name: string): Record<string, string> {
  const payload = (item["payload"] ?? {}) as Readonly<Record<string, unknown>>;
  const by = (item["by"] ?? {}) as Readonly<Record<string, unknown>>;
  const isName = (text: unknown): boolean => name !== "" && text === name;
  return {
    ...(typeof payload["contactName"] === "string" && payload["contactName"] !== FORGOTTEN_NAME ? { "payload.contactName": FORGOTTEN_NAME } : {}),
    ...(typeof payload["contactPhone"] === "string" && payload["contactPhone"] !== "" ? { "payload.contactPhone": "" } : {}),
    ...Object.fromEntries(ownWords(by).flatMap((field) => (isText(payload[field]) ? [[`payload.${field}`, ""]] : []))),
    ...(isName(payload["byName"]) ? { "payload.byName": FORGOTTEN_NAME } : {}),
    ...(isName(by["name"]) ? { "by.name": FORGOTTEN_NAME } : {}),
  };
}
