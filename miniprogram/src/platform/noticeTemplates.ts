/** Confirmed, declined, reminder: what a booker is asked to be told of. Empty in an edition whose templates are not yet granted; then nobody is asked. */
export const noticeTemplateIds: readonly string[] = NOTICE_TEMPLATE_IDS;
/** Places came free, the waiting has ended: asked of who joins a waiting list. */
export const waitingTemplateIds: readonly string[] = WAITING_TEMPLATE_IDS;
/** A task waits: asked of staff who decide on one. */
export const workTemplateIds: readonly string[] = WORK_TEMPLATE_IDS;
/** Slots were opened: asked of who follows a facility. */
export const followTemplateIds: readonly string[] = FOLLOW_TEMPLATE_IDS;
