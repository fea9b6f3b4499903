/** Confirmed, declined, reminder: what a booker is asked to be told of. Empty in an edition whose templates are not yet granted; then nobody is asked. */
export const noticeTemplateIds: readonly string[] = NOTICE_TEMPLATE_IDS;
