import type { FileStore } from "../../../engines/files/fileStorePort";
import { forgetNamesInEvents } from "../../../engines/personalData/namesInEvents";
import { stillRetained } from "../../../engines/retention/retained";
import type { Clearing, RetainedRecords } from "../../../engines/retention/sweepRetained";
import { versionIs, type Store, type StoredItem, type Write } from "../../../engines/store/storePort";
import { removedAttachment } from "../../attachments/public";
import { accountPk, getAccount, itemsOfAccount } from "../../sessions/public";
import {
  getRegistrationItem,
  registrationKey,
  registrationPk,
  REGISTRATION_TAG,
  retainedKey,
  unlikeWrites,
  WAITS_FOR_AUTHOR,
  type RegistrationItem,
  type RetainedRegistration,
} from "../registrationRepository";

const EVENTS_TOGETHER_MAX = 50;

interface Deps {
  readonly store: Store;
  readonly files: FileStore;
}

/** Accounts whose registration was never sent: user name and phone are free again. */
export function retainedDrafts(deps: Deps): RetainedRecords {
  return {
    kind: "REGISTRATION_DRAFT",
    async clear(listed) {
      const registration = await getRegistrationItem(deps.store, (listed as RegistrationItem).registrationId);
      // Sent or changed since the list was read.
      if (registration?.status !== "DRAFT" || registration.index4?.sk !== listed.index4?.sk) return { kind: "NOTHING", writes: [] };
      return clearing(deps, registration, []);
    },
  };
}

/** Registrations that were not approved and whose author never came back. */
export function retainedRegistrations(deps: Deps): RetainedRecords {
  return {
    kind: "REGISTRATION",
    async clear(listed) {
      const { registrationId } = listed as RetainedRegistration;
      const leaves: Write = { kind: "delete", tag: "retained", key: retainedKey(registrationId), condition: stillRetained(listed) };
      const registration = await getRegistrationItem(deps.store, registrationId);
      if (registration === undefined || !WAITS_FOR_AUTHOR.includes(registration.status)) return { kind: "NOTHING", writes: [leaves] };
      return clearing(deps, registration, [leaves]);
    },
  };
}

/** Registration, account and letter go in one transaction; its events stay without names. The letter's files go before it, and the same again gives the same. */
async function clearing({ store, files }: Deps, registration: RegistrationItem, leaves: readonly Write[]): Promise<Clearing> {
  const { registrationId, username, organizationName, content, version } = registration;
  const [account, events, letter] = await Promise.all([
    getAccount(store, username),
    forgetNamesInEvents(store, registrationPk(registrationId), content?.principalName ?? ""),
    content === undefined ? [] : removedAttachment({ store, files }, content.letter),
  ]);
  const items: readonly StoredItem[] = account?.accountId === registrationId ? [...itemsOfAccount(account), ...(await eventsOfAccount(store, username))] : [];
  return {
    kind: "CLEAR",
    caseId: registrationId,
    caseName: organizationName,
    // A draft was nobody's but its author's, and stays it.
    ...(registration.reviewPath === undefined ? {} : { orgPath: registration.reviewPath }),
    writes: [
      { kind: "delete", tag: REGISTRATION_TAG, key: registrationKey(registrationId), condition: versionIs(version) },
      ...items.map(({ pk, sk }, position): Write => ({ kind: "delete", tag: `account ${position}`, key: { pk, sk } })),
      ...unlikeWrites(registration),
      ...events,
      ...letter,
      ...leaves,
    ],
  };
}

/** Its history goes with an account, or whoever has the name next could not begin one. What is too much for one transaction goes before it. */
async function eventsOfAccount(store: Store, username: string): Promise<readonly StoredItem[]> {
  for (;;) {
    const { items } = await store.query({ index: "primary", pk: accountPk(username), range: { beginsWith: "EVENT#" }, limit: EVENTS_TOGETHER_MAX + 1 });
    if (items.length <= EVENTS_TOGETHER_MAX) return items;
    await store.transact(items.map(({ pk, sk }): Write => ({ kind: "delete", tag: sk, key: { pk, sk } })));
  }
}
