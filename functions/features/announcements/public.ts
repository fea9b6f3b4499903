/** What the entrypoints may know of announcements: who is told of them, page by page. */
export { announcementAudience, unreadAudience } from "./audiences";
