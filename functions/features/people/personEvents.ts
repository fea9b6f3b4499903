import { maskName, maskPhone } from "@app/contract/kernel/mask";
import { PERSON_EVENT_LABELS } from "@app/contract/people/officePerson.schema";
import type { EventRecord, FieldChange, NewEvent } from "../../engines/events/event";
import { accountEvent, type AccountItem, type ContactData, type HeldPost } from "../sessions/public";
import { placeOf } from "./personScope";

/** For the person's page. Log-ins and what is not in the table are no changes. */
const LABELS: Readonly<Record<string, string>> = { ...PERSON_EVENT_LABELS, CONTACT_CHANGED: "修改联系方式", PASSWORD_CHANGED: "设置新密码" };

/** Payload of these events. */
export type PersonStepped = {
  readonly username: string;
  readonly name: string;
  readonly orgPath: string;
  readonly remark?: string;
  /** On a hand-over. */
  readonly toUsername?: string;
  readonly toName?: string;
  readonly what?: string;
  readonly isDisabled?: boolean;
};

export const personEventLabel = (eventType: string): string | undefined => LABELS[eventType];

/** What of it was different afterwards, as the payload of the event keeps it. */
export function personEventLines(event: EventRecord): string[] {
  const lines = fieldsOf(event).map(({ label, before, after }) => `${label}：${before} → ${after}`);
  const { remark, said } = event.payload;
  return [...lines, ...(isText(said) ? [said] : []), ...(isText(remark) ? [`原因：${remark}`] : [])];
}

/** What changed in words: 「手机、岗位」. */
export function whatChanged(event: EventRecord): string {
  const labels = fieldsOf(event).map(({ label }) => label);
  return labels.length > 0 ? labels.join("、") : (personEventLabel(event.eventType) ?? "资料");
}

function fieldsOf(event: EventRecord): FieldChange[] {
  const { fields, changed } = event.payload;
  if (Array.isArray(fields)) return fields as unknown as FieldChange[];
  // 通讯录 keeps them by their names.
  return Object.entries((changed ?? {}) as Record<string, { from: string; to: string }>).map(([name, { from, to }]) => ({
    label: FIELD_LABELS[name as keyof ContactData] ?? name,
    before: from === "" ? EMPTY : from,
    after: to === "" ? EMPTY : to,
  }));
}
const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

/** An event of the account, at its place, for the audit of those above. */
export function personEvent(account: AccountItem, eventType: string, payload: NewEvent["payload"]): NewEvent {
  return accountEvent(account, eventType, { orgPath: placeOf(account), name: account.displayName, ...payload });
}

const EMPTY = "（空）";
const FIELD_LABELS = { displayName: "姓名", phone: "手机", landline: "固定电话", email: "邮箱" } as const satisfies Record<keyof ContactData, string>;
const SHOWN: Readonly<Record<keyof ContactData, (text: string) => string>> = {
  displayName: maskName,
  phone: maskPhone,
  landline: maskPhone,
  email: (text) => text.replace(/^(.).*@/, "$1***@"),
};

/** As little of a person as tells one value from the other. */
export function changedContact(account: ContactData, data: ContactData): FieldChange[] {
  const names = (Object.keys(SHOWN) as (keyof ContactData)[]).filter((name) => account[name] !== data[name]);
  const shown = (name: keyof ContactData, text: string): string => (text === "" ? EMPTY : SHOWN[name](text));
  return names.map((name) => ({ label: FIELD_LABELS[name], before: shown(name, account[name]), after: shown(name, data[name]) }));
}

export function changedPosts(before: readonly HeldPost[], after: readonly HeldPost[]): FieldChange[] {
  const [was, is] = [postsText(before), postsText(after)];
  return was === is ? [] : [{ label: "岗位", before: was, after: is }];
}

export function postsText(posts: readonly Pick<HeldPost, "orgName" | "postName">[]): string {
  return posts.length === 0 ? "（无）" : posts.map(({ orgName, postName }) => `${orgName} ${postName}`).join("、");
}
