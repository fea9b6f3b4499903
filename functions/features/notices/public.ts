/** What other features may know of notices: how to leave one within a transaction of their own. Events are told by a line in `noticeRules.ts`. */
export { queuedNotice } from "./noticeRepository";
export { accountSecurityNotice, announcementNotice, slotsOpenedNotice, workReminder } from "./noticeTexts";
export { fanOutStarted, type Audience, type AudiencePage } from "./fanOut";
export { noticeRead, noticeTo } from "./actions/readInbox";
export { sendNoticeAgain } from "./actions/sendNoticeAgain";
export { countUndelivered } from "./noticeRepository";
export { personalNotices } from "./personalNotices";
export { personalSubscriptions } from "./personalSubscriptions";
export { getNoticeFigures } from "./queries/getNoticeFigures";
export { outcomesOf } from "./queries/outcomesOf";
export { listUndeliveredNotices } from "./queries/listUndeliveredNotices";
