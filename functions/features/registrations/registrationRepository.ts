import type { RegistrationId } from "@app/contract/kernel/ids";
import type { Instant } from "@app/contract/kernel/time";
import { cityCodeOf, orgLevelOf, provinceCodeOf, type OrgPath } from "@app/contract/organizations/orgPath";
import {
  LEVEL_WITHOUT_CHOICE,
  LIKENESSES,
  placeOfLevel,
  REVIEWED_STATUSES,
  type RegistrationContent,
  type RegistrationStatus,
} from "@app/contract/registrations/registration.schema";
import type { RegistrationEventType } from "@app/contract/registrations/registration.workflow";
import type { RegistrationKind } from "@app/contract/registrations/registrationKinds";
import type { RetentionHold } from "@app/contract/engines/retentionHold";
import { retainedEntry } from "../../engines/retention/retained";
import { absent, versionIs, type ItemKey, type SecondaryIndex, type Store, type StoredItem, type StoredValue, type Write } from "../../engines/store/storePort";

/**
 * | pattern | asked by | index | partition / sort | order | bound |
 * | AP-G1 one registration | its author, reviewers | primary | REGISTRATION#account id / STATE | – | 1 |
 * | AP-G2 a district's of one status | reviewers of a district | index1 | REGISTRATIONS#DISTRICT#code#status / sent#id | by moment | page |
 * | AP-G3 a city's and its districts' | a city's reviewers, desk | index2 | REGISTRATIONS#CITY#code#status / sent#id | by moment | page |
 * | AP-G4 a province's and all below | a province's reviewers, desk | index3 | REGISTRATIONS#PROVINCE#code#status / sent#id | by moment | page |
 * | AP-G5 the country's | the platform, desk | index4 | REGISTRATIONS#COUNTRY#status / sent#id | by moment | page |
 * | AP-G6 those that look like one | reviewers | primary | REGISTRATION_LIKE#what#value / id | – | 6 a likeness |
 * | AP-G8 drafts to clear | retention sweep | index4 | RETAINED#REGISTRATION_DRAFT / started | page |
 * | AP-G9 those that were not approved, to clear | retention sweep | index4 | RETAINED#REGISTRATION / decided, on REGISTRATION#id / RETAINED | page |
 * | AP-G7 history of a registration | audit | primary | REGISTRATION#account id / EVENT#n | by sequence | page |
 * It lies under the place that its level names: a city's desk never sees a province's agency. A draft lies in no list.
 */
export interface RegistrationItem extends StoredItem {
  /** That of the author's account: one account registers one organisation. */
  readonly registrationId: RegistrationId;
  readonly kind: RegistrationKind;
  readonly username: string;
  readonly organizationName: string;
  /** Shown to be the principal's. */
  readonly phone: string;
  readonly email: string;
  readonly status: RegistrationStatus;
  readonly startedAt: Instant;
  /** The request that made it, so that its repeat is told apart from another's. */
  readonly startedBy: string;
  /** Present once it was sent. */
  readonly content?: StoredContent;
  readonly reviewPath?: OrgPath;
  readonly submittedAt?: Instant;
  readonly approvalId?: string;
  readonly reason?: string;
  /** While it stands, nothing of the registration is cleared. */
  readonly retentionHold?: RetentionHold & { readonly [name: string]: string };
  readonly history: readonly RegistrationHistoryEntry[];
  readonly version: number;
}
type StoredContent = RegistrationContent & { readonly [name: string]: StoredValue };
/** One that was sent at least once. */
export type SentRegistration = RegistrationItem & Required<Pick<RegistrationItem, "content" | "reviewPath" | "submittedAt" | "approvalId">>;

/** The registration carries its own short history, so that a detail is one read. The events beside it are the full record. */
export interface RegistrationHistoryEntry {
  readonly [name: string]: string;
  readonly eventType: RegistrationEventType;
  readonly at: Instant;
  readonly byName: string;
}

export const REGISTRATION_TAG = "registration";
export const registrationPk = (registrationId: string): string => `REGISTRATION#${registrationId}`;
export const registrationKey = (registrationId: string): ItemKey => ({ pk: registrationPk(registrationId), sk: "STATE" });

type State = Omit<RegistrationItem, keyof ItemKey | "index1" | "index2" | "index3" | "index4">;

/** Places a registration in its lists: all follow from its state, so they are computed at every write. */
export function registrationItem(state: State): RegistrationItem {
  const registration = state as RegistrationItem;
  const key = registrationKey(registration.registrationId);
  // Who never sends it has the name and the phone for a while only.
  if (!isSent(registration))
    return { ...state, ...key, index4: retainedEntry("REGISTRATION_DRAFT", registration.startedAt, registration.registrationId) } as RegistrationItem;
  const { reviewPath, status, submittedAt, registrationId } = registration;
  const sk = `${submittedAt}#${registrationId}`;
  const level = orgLevelOf(reviewPath);
  return {
    ...state,
    ...key,
    ...(level === "DISTRICT" ? { index1: { pk: listPk(reviewPath, status), sk } } : {}),
    ...(level === "DISTRICT" || level === "CITY" ? { index2: { pk: listPk(placeOfLevel(reviewPath, "CITY"), status), sk } } : {}),
    index3: { pk: listPk(placeOfLevel(reviewPath, "PROVINCE"), status), sk },
    index4: { pk: listPk("CN" as OrgPath, status), sk },
  } as RegistrationItem;
}

export function isSent(registration: RegistrationItem): registration is SentRegistration {
  return registration.content !== undefined && registration.submittedAt !== undefined && registration.reviewPath !== undefined;
}

function listPk(place: OrgPath, status: RegistrationStatus): string {
  const level = orgLevelOf(place);
  const code = { COUNTRY: "", PROVINCE: provinceCodeOf(place), CITY: cityCodeOf(place), DISTRICT: place.split("/")[3], UNIT: place }[level] ?? "";
  return level === "COUNTRY" ? `REGISTRATIONS#COUNTRY#${status}` : `REGISTRATIONS#${level}#${code}#${status}`;
}

/** Where a place's registrations lie. A unit reviews nobody: its partition is empty. */
export function registrationsOf(place: OrgPath, status: RegistrationStatus | undefined): { index: SecondaryIndex; pks: string[] } {
  const index = ({ COUNTRY: "index4", PROVINCE: "index3", CITY: "index2", DISTRICT: "index1", UNIT: "index1" } as const)[orgLevelOf(place)];
  return { index, pks: (status === undefined ? REVIEWED_STATUSES : [status]).map((each) => listPk(place, each)) };
}

/** The registration after one more step: its next version, with the step at the end of its history. */
export function changedRegistration(
  registration: RegistrationItem,
  changes: {
    readonly status: RegistrationStatus;
    readonly reason?: string;
    readonly submittedAt?: Instant;
    readonly approvalId?: string;
    readonly content?: RegistrationContent;
  },
  step: RegistrationHistoryEntry,
): RegistrationItem {
  const { index1: _1, index2: _2, index3: _3, index4: _4, pk: _pk, sk: _sk, reason: _reason, ...state } = registration;
  const { content, ...rest } = changes;
  return registrationItem({
    ...(state as RegistrationItem),
    ...(content === undefined
      ? {}
      : {
          content: content as StoredContent,
          organizationName: content.organizationName,
          email: content.email,
          reviewPath: placeOfLevel(content.place, content.level ?? LEVEL_WITHOUT_CHOICE),
        }),
    ...rest,
    history: [...registration.history, step],
    version: registration.version + 1,
  });
}

export async function getRegistrationItem(store: Store, registrationId: string): Promise<RegistrationItem | undefined> {
  return (await store.get(registrationKey(registrationId))) as RegistrationItem | undefined;
}

/** Steps of an office that the author neither sees nor is told of. */
const HOLD_STEPS: readonly RegistrationEventType[] = ["REGISTRATION_RETENTION_HELD", "REGISTRATION_RETENTION_RELEASED"];
export const isHoldStep = ({ eventType }: RegistrationHistoryEntry): boolean => HOLD_STEPS.includes(eventType);
/** The last step of the matter itself. */
export const lastStepOf = ({ history }: Pick<RegistrationItem, "history">): RegistrationHistoryEntry | undefined =>
  history.filter((entry) => !isHoldStep(entry)).at(-1);

/** What was returned, rejected or withdrawn waits for its author for a while. A registration's own entry of that index is its place in the country's list. */
export interface RetainedRegistration extends StoredItem {
  readonly registrationId: string;
}
export const retainedKey = (registrationId: string): ItemKey => ({ pk: registrationPk(registrationId), sk: "RETAINED" });
export const WAITS_FOR_AUTHOR: readonly RegistrationStatus[] = ["RETURNED", "REJECTED", "WITHDRAWN"];
export function retainedWrites({ registrationId, status, retentionHold }: RegistrationItem, at: Instant): Write[] {
  const key = retainedKey(registrationId);
  if (!WAITS_FOR_AUTHOR.includes(status) || retentionHold !== undefined) return [{ kind: "delete", tag: "retained", key }];
  const item: RetainedRegistration = { ...key, registrationId, index4: retainedEntry("REGISTRATION", at, registrationId) };
  return [{ kind: "put", tag: "retained", item }];
}

/** The writes that take a registration from among its likes. */
export function unlikeWrites(registration: RegistrationItem): Write[] {
  if (!isSent(registration)) return [];
  return Object.values(likePks(registration)).map((pk): Write => ({ kind: "delete", tag: `unlike ${pk}`, key: { pk, sk: registration.registrationId } }));
}

/** What two registrations of one organisation share. A name is compared without spaces and brackets, which people type as they like. */
interface LikeItem extends StoredItem {
  readonly registrationId: string;
}
const SIMILAR_MAX = 6;

function likePks({ content }: SentRegistration): Record<(typeof LIKENESSES)[number], string> {
  const bare = (text: string): string => text.replace(/[\s()（）·-]/g, "").toLowerCase();
  return {
    NAME: `REGISTRATION_LIKE#NAME#${bare(content.organizationName)}`,
    PRINCIPAL: `REGISTRATION_LIKE#PRINCIPAL#${bare(content.principalName)}`,
    OFFICE_PHONE: `REGISTRATION_LIKE#OFFICE_PHONE#${bare(content.officePhone)}`,
    EMAIL: `REGISTRATION_LIKE#EMAIL#${content.email.toLowerCase()}`,
  };
}

/** The writes that put a registration among its likes, and take it from those it no longer has. */
export function likeWrites(before: RegistrationItem, after: SentRegistration): Write[] {
  const old = isSent(before) ? Object.values(likePks(before)) : [];
  const now = Object.values(likePks(after));
  const keyOf = (pk: string): ItemKey => ({ pk, sk: after.registrationId });
  return [
    ...now
      .filter((pk) => !old.includes(pk))
      .map((pk): Write => ({ kind: "put", tag: `like ${pk}`, item: { ...keyOf(pk), registrationId: after.registrationId } })),
    ...old.filter((pk) => !now.includes(pk)).map((pk): Write => ({ kind: "delete", tag: `unlike ${pk}`, key: keyOf(pk) })),
  ];
}

export interface Similar {
  readonly registration: RegistrationItem;
  readonly alike: (typeof LIKENESSES)[number][];
}

/** Other registrations that share something with this one, those that share most first. */
export async function listSimilar(store: Store, registration: SentRegistration): Promise<Similar[]> {
  const pks = likePks(registration);
  const pages = await Promise.all(LIKENESSES.map((what) => store.query({ index: "primary", pk: pks[what], limit: SIMILAR_MAX })));
  const alike = new Map<string, (typeof LIKENESSES)[number][]>();
  for (const [position, what] of LIKENESSES.entries()) {
    for (const { registrationId } of (pages[position]?.items ?? []) as LikeItem[]) {
      if (registrationId !== registration.registrationId) alike.set(registrationId, [...(alike.get(registrationId) ?? []), what]);
    }
  }
  const ids = [...alike.keys()];
  if (ids.length === 0) return [];
  const items = (await store.getMany(ids.map(registrationKey))) as (RegistrationItem | undefined)[];
  return items
    .flatMap((item) => (item === undefined ? [] : [{ registration: item, alike: alike.get(item.registrationId) ?? [] }]))
    .sort((left, right) => right.alike.length - left.alike.length);
}

export function putRegistration(item: RegistrationItem): Write {
  return { kind: "put", tag: REGISTRATION_TAG, item, condition: item.version === 1 ? absent : versionIs(item.version - 1) };
}
