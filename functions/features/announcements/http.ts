import type { announcementRoutes } from "@app/contract/announcements/announcements.routes";
import type { Handlers } from "../../engines/http/handler";
import { confirmAnnouncement, favourAnnouncement, readAnnouncement } from "./actions/receiveAnnouncement";
import { detailOf, saveAnnouncement } from "./actions/saveAnnouncement";
import { sendAnnouncement } from "./actions/sendAnnouncement";
import { stepAnnouncement } from "./actions/stepAnnouncement";
import type { AnnouncementDeps } from "./announcementDeps";
import { getChoices, previewRecipients, searchRecipients } from "./queries/chooseRecipients";
import { getAlerts, listDrafts, listReceived, listSent } from "./queries/listAnnouncements";
import { exportReceipts, listReceipts } from "./queries/listReceipts";

export function announcementHandlers(deps: AnnouncementDeps): Handlers<typeof announcementRoutes> {
  const { store } = deps.engine;
  return {
    listReceivedAnnouncements: ({ input, actor }) => listReceived(store, actor, input.query),
    getAnnouncementAlerts: ({ actor }) => getAlerts(store, actor),
    listSentAnnouncements: ({ input, actor }) => listSent(store, actor, input.query),
    listAnnouncementDrafts: ({ input, actor }) => listDrafts(store, actor, input.query),
    getAnnouncementChoices: ({ input, actor }) => getChoices(deps, actor, input.query),
    searchRecipients: ({ input, actor }) => searchRecipients(deps, actor, input.query),
    previewRecipients: ({ input, actor }) => previewRecipients(deps, actor, input.body),
    createAnnouncement: ({ input, actor }) => saveAnnouncement(deps, { actor, command: input.body }),
    getAnnouncement: ({ input, actor }) => detailOf(deps, actor, input.params.announcementId),
    editAnnouncement: ({ input, actor }) => saveAnnouncement(deps, { actor, announcementId: input.params.announcementId, command: input.body }),
    sendAnnouncement: ({ input, actor }) => sendAnnouncement(deps, { actor, announcementId: input.params.announcementId, command: input.body }),
    discardAnnouncement: ({ input, actor }) => stepAnnouncement(deps, { actor, action: "DISCARD", ...input.params, ...input.body }),
    withdrawAnnouncement: ({ input, actor }) => stepAnnouncement(deps, { actor, action: "WITHDRAW", ...input.params, ...input.body }),
    remindUnread: ({ input, actor }) => stepAnnouncement(deps, { actor, action: "REMIND", ...input.params, ...input.body }),
    listReceipts: ({ input, actor }) => listReceipts(deps, actor, input.params.announcementId, input.query),
    exportReceipts: ({ input, actor }) => exportReceipts(deps, actor, input.params.announcementId, input.query),
    readAnnouncement: ({ input, actor }) => readAnnouncement(deps, { actor, ...input.params }),
    confirmAnnouncement: ({ input, actor }) => confirmAnnouncement(deps, { actor, ...input.params, ...input.body }),
    favourAnnouncement: ({ input, actor }) => favourAnnouncement(deps, { actor, ...input.params, ...input.body }),
  };
}
