/** What other features may know of notices: how to leave one within a transaction of their own. Events are told by a line in `noticeRules.ts`. */
export { queuedNotice } from "./noticeRepository";
export { accountSecurityNotice, slotsOpenedNotice, workReminder } from "./noticeTexts";
export { fanOutStarted, type Audience } from "./fanOut";
export { sendNoticeAgain } from "./actions/sendNoticeAgain";
export { countUndelivered } from "./noticeRepository";
export { personalNotices } from "./personalNotices";
export { personalSubscriptions } from "./personalSubscriptions";
export { getNoticeFigures } from "./queries/getNoticeFigures";
export { listUndeliveredNotices } from "./queries/listUndeliveredNotices";
