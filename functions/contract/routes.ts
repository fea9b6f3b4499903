import { activityRoutes } from "./activities/activities.routes";
import { announcementRoutes } from "./announcements/announcements.routes";
import { approvalRoutes } from "./approvals/approvals.routes";
import { attachmentRoutes } from "./attachments/attachments.routes";
import { auditRoutes } from "./audit/audit.routes";
import type { Route } from "./kernel/route";
import { contactRoutes } from "./contacts/contacts.routes";
import { noticeRoutes } from "./notices/notices.routes";
import { officialAccountRoutes } from "./officialAccount/officialAccount.routes";
import { organizationRoutes } from "./organizations/organizations.routes";
import { qrLogInRoutes } from "./sessions/qrLogIn.routes";
import { mySessionsRoutes } from "./sessions/mySessions.routes";
import { registrationRoutes } from "./registrations/registrations.routes";
import { peopleRoutes } from "./people/people.routes";
import { secondStepRoutes } from "./sessions/secondStep.routes";
import { sessionRoutes } from "./sessions/sessions.routes";
import { personalDataRoutes } from "./personalData/personalData.routes";
import { staffBindingRoutes } from "./sessions/staffBinding.routes";
import { retentionRoutes } from "./retention/retention.routes";
import { settingsRoutes } from "./settings/settings.routes";
import { statisticsRoutes } from "./statistics/statistics.routes";
import { systemRoutes } from "./system/system.routes";
import { retentionHoldRoutes } from "./visits/retentionHold.routes";
import { demandRoutes } from "./visits/demand.routes";
import { facilityRoutes } from "./visits/facilities.routes";
import { gateRoutes } from "./visits/gate.routes";
import { slotPlanRoutes } from "./visits/slotPlan.routes";
import { teamVisitRoutes } from "./visits/teamVisits.routes";
import { visitExportRoutes } from "./visits/visitExports.routes";
import { noShowRoutes } from "./visits/noShows.routes";
import { banRoutes } from "./content/bans.routes";
import { moderationRoutes } from "./visits/moderation.routes";
import { ratingRoutes } from "./visits/ratings.routes";
import { visitRoutes } from "./visits/visits.routes";
import { workbenchRoutes } from "./workbench/workbench.routes";

/** The whole API, for the server binding and the OpenAPI document. Clients import the routes of their feature, so that nothing else is bundled. */
export const allRoutes = {
  ...sessionRoutes,
  ...mySessionsRoutes,
  ...secondStepRoutes,
  ...staffBindingRoutes,
  ...qrLogInRoutes,
  ...personalDataRoutes,
  ...noticeRoutes,
  ...announcementRoutes,
  ...officialAccountRoutes,
  ...contactRoutes,
  ...organizationRoutes,
  ...peopleRoutes,
  ...visitRoutes,
  ...noShowRoutes,
  ...ratingRoutes,
  ...moderationRoutes,
  ...banRoutes,
  ...facilityRoutes,
  ...slotPlanRoutes,
  ...gateRoutes,
  ...teamVisitRoutes,
  ...visitExportRoutes,
  ...demandRoutes,
  ...statisticsRoutes,
  ...activityRoutes,
  ...approvalRoutes,
  ...registrationRoutes,
  ...attachmentRoutes,
  ...retentionRoutes,
  ...retentionHoldRoutes,
  ...settingsRoutes,
  ...systemRoutes,
  ...auditRoutes,
  ...workbenchRoutes,
} as const;
export type RouteId = keyof typeof allRoutes;
export const routeList: readonly Route[] = Object.values(allRoutes);
