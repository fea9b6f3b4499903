/** What other features may know of bans: they make one for what was posted with them, and ask whether somebody may post. */
export { banPerson, refuseIfBanned, type BannedAuthor } from "./banPerson";
export { bannedAmong } from "./banRepository";
export { banDeadlines } from "./endBans";
export { banWork } from "./banWork";
export { BAN_EVENT_LABELS, banStepsOf } from "./banView";
export { personalBans, retainedBans } from "./personalBans";
export type { BanStepped } from "./payloads";
