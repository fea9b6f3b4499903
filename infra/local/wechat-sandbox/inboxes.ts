/** What people received, and whether they accept messages: the part of the sandbox that survives a restart. */
export interface NoticeCard {
  readonly kind: "NOTICE";
  readonly id: string;
  readonly from: "MINI_PROGRAM" | "OFFICIAL_ACCOUNT";
  readonly templateId: string;
  readonly title: string;
  readonly fields: readonly { readonly label: string; readonly value: string }[];
  /** Where a tap leads; null when the card cannot be tapped. */
  readonly page: string | null;
  readonly receivedAtEpochMs: number;
  readonly read: boolean;
}

export interface SmsBubble {
  readonly kind: "SMS";
  readonly id: string;
  readonly phone: string;
  /** What stands before the text in 【】; absent in files of before. */
  readonly signName?: string;
  readonly templateCode: string;
  readonly text: string;
  readonly receivedAtEpochMs: number;
  readonly read: boolean;
}

export interface MailItem {
  readonly kind: "EMAIL";
  readonly id: string;
  readonly address: string;
  readonly from: string;
  readonly subject: string;
  readonly messageId: string;
  readonly text: string;
  readonly html: string;
  readonly headerNames: readonly string[];
  readonly receivedAtEpochMs: number;
  readonly read: boolean;
}

export type Received = NoticeCard | SmsBubble | MailItem;
type Arrived = Omit<NoticeCard, "id" | "read"> | Omit<SmsBubble, "id" | "read"> | Omit<MailItem, "id" | "read">;

export interface InboxesSnapshot {
  readonly format: 1;
  readonly receivedBy: Readonly<Record<string, readonly Received[]>>;
  readonly refusing: readonly string[];
  /** Who follows the official account; absent in files of before. */
  readonly following?: readonly string[];
  readonly subscriptions?: Readonly<Record<string, number>>;
  readonly nextNumber: number;
}

export interface Inboxes {
  /** @param owner a person's id, `phone:<number>` for a number that belongs to nobody in the list, or `mail:<address>` */
  deliver(owner: string, received: Arrived): string;
  /** Oldest first. */
  of(owner: string): readonly Received[];
  owners(): readonly string[];
  unreadCount(owner: string): number;
  markRead(owner: string): void;
  clear(owner: string): void;
  accepts(personId: string): boolean;
  setAccepts(personId: string, accepts: boolean): void;
  /** One-time subscriptions left, of a template that the person was asked for here; undefined when they never were: then their switch alone decides. */
  subscriptions(personId: string, templateId: string): number | undefined;
  setSubscriptions(personId: string, templateId: string, left: number): void;
  follows(personId: string): boolean;
  setFollows(personId: string, follows: boolean): void;
  snapshot(): InboxesSnapshot;
}

const RECEIVED_KEPT_MAX = 200;

export function createInboxes(start: InboxesSnapshot | undefined, onChange: () => void): Inboxes {
  const receivedBy = new Map<string, readonly Received[]>(Object.entries(start?.receivedBy ?? {}));
  const refusing = new Set<string>(start?.refusing ?? []);
  const following = new Set<string>(start?.following ?? []);
  const subscriptions = new Map<string, number>(Object.entries(start?.subscriptions ?? {}));
  let nextNumber = start?.nextNumber ?? 1;
  const put = (owner: string, all: readonly Received[]): void => {
    receivedBy.set(owner, all);
    onChange();
  };
  const of = (owner: string): readonly Received[] => receivedBy.get(owner) ?? [];

  return {
    deliver(owner, received) {
      const id = String(3_000_000_000 + nextNumber);
      nextNumber += 1;
      put(owner, [...of(owner), { ...received, id, read: false }].slice(-RECEIVED_KEPT_MAX));
      return id;
    },
    of,
    owners: () => [...receivedBy.keys()],
    unreadCount: (owner) => of(owner).filter((received) => !received.read).length,
    markRead(owner) {
      // A poll every two seconds must not write a file every two seconds.
      if (of(owner).some((received) => !received.read))
        put(
          owner,
          of(owner).map((received) => ({ ...received, read: true })),
        );
    },
    clear(owner) {
      receivedBy.delete(owner);
      onChange();
    },
    accepts: (personId) => !refusing.has(personId),
    setAccepts(personId, accepts) {
      if (accepts) refusing.delete(personId);
      else refusing.add(personId);
      onChange();
    },
    subscriptions: (personId, templateId) => subscriptions.get(`${personId} ${templateId}`),
    setSubscriptions(personId, templateId, left) {
      subscriptions.set(`${personId} ${templateId}`, left);
      onChange();
    },
    follows: (personId) => following.has(personId),
    setFollows(personId, follows) {
      if (follows) following.add(personId);
      else following.delete(personId);
      onChange();
    },
    snapshot: () => ({
      format: 1,
      receivedBy: Object.fromEntries(receivedBy),
      refusing: [...refusing],
      following: [...following],
      subscriptions: Object.fromEntries(subscriptions),
      nextNumber,
    }),
  };
}
