/** What other features may know of notices: how to leave one within a transaction of their own. Events are told by a line in `noticeRules.ts`. */
export { queuedNotice } from "./noticeRepository";
export { slotsOpenedNotice, workReminder } from "./noticeTexts";
export { sendNoticeAgain } from "./actions/sendNoticeAgain";
export { countUndelivered } from "./noticeRepository";
export { listUndeliveredNotices } from "./queries/listUndeliveredNotices";
