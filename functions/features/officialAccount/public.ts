import type { Store } from "../../engines/store/storePort";
import { getFollower } from "./followerRepository";

/** What other features and the entrypoints may know of the official account. */
export { receiveMessage } from "./actions/receiveMessage";
export { createAccountReplies } from "./accountReplies";
export { personalFollower } from "./personalFollower";

/** For the pushes that other features answer: one signature serves one message. */
export { SIGNATURE_TAG, signatureUsed } from "./followerRepository";

/** Somebody who left the account wants nothing of it; of whoever never wrote to it nothing is known (undefined), and a subscription notice may reach them. */
export async function followsOfficialAccount(store: Store, openid: string): Promise<boolean | undefined> {
  return (await getFollower(store, openid))?.following;
}
