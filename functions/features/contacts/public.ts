/** What others may know of contacts. */
export { platformContactKey, type PlatformContactItem } from "./platformContactRepository";
export { noticeToOldPhone } from "./noticeToOldPhone";
