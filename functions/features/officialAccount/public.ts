import type { Store } from "../../engines/store/storePort";
import { getFollower } from "./followerRepository";

/** What other features and the entrypoints may know of the official account. */
export { receiveMessage } from "./actions/receiveMessage";

/** Somebody who left the account wants nothing of it; of whoever never wrote to it nothing is known (undefined), and a subscription notice may reach them. */
export async function followsOfficialAccount(store: Store, openid: string): Promise<boolean | undefined> {
  return (await getFollower(store, openid))?.following;
}
