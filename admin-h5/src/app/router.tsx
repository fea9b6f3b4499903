import { createBrowserRouter, Outlet, type RouteObject } from "react-router";
import type { Permission } from "@app/contract/organizations/roles";
import { facilityPath, PATHS, personRightsPath } from "../platform/paths";
import { FirstLoad } from "./FirstLoad";
import { Home } from "./Home";
import { NotFound } from "./NotFound";
import { RequirePermission } from "./RequirePermission";
import { RouteError } from "./RouteError";
import { SessionGuard } from "./SessionGuard";

/** A page that its permission guards; its code loads when it is first opened. */
function page(path: string, permission: Permission, load: () => Promise<{ Component: React.ComponentType }>): RouteObject {
  return {
    path,
    element: (
      <RequirePermission permission={permission}>
        <Outlet />
      </RequirePermission>
    ),
    children: [{ index: true, lazy: load }],
  };
}

export const router = createBrowserRouter(
  [
    {
      errorElement: <RouteError />,
      HydrateFallback: FirstLoad,
      children: [
        { path: PATHS.login, lazy: async () => ({ Component: (await import("../features/sessions/LogInPage")).LogInPage }) },
        { path: PATHS.register, lazy: async () => ({ Component: (await import("../features/registrations/RegisterPage")).RegisterPage }) },
        {
          element: <SessionGuard />,
          children: [
            {
              lazy: async () => ({ Component: (await import("./Shell")).Shell }),
              children: [
                {
                  // Inside the shell, so that the menu stays when a page fails.
                  errorElement: <RouteError />,
                  children: [
                    { index: true, element: <Home /> },
                    page(PATHS.latest, "statistics.read", async () => ({ Component: (await import("../features/statistics/LatestPage")).LatestPage })),
                    page(PATHS.statistics, "statistics.read", async () => ({
                      Component: (await import("../features/statistics/StatisticsPage")).StatisticsPage,
                    })),
                    page(PATHS.recount, "statistics.read", async () => ({ Component: (await import("../features/statistics/RecountPage")).RecountPage })),
                    page(PATHS.bookings, "bookings.read", async () => ({ Component: (await import("../features/visits/bookings/BookingsPage")).BookingsPage })),
                    page(PATHS.attention, "bookings.read", async () => ({
                      Component: (await import("../features/visits/attention/AttentionPage")).AttentionPage,
                    })),
                    page(PATHS.facilities, "facilities.read", async () => ({
                      Component: (await import("../features/visits/facilities/FacilitiesPage")).FacilitiesPage,
                    })),
                    page(facilityPath(":facilityId"), "facilities.read", async () => ({
                      Component: (await import("../features/visits/facilities/FacilityPage")).FacilityPage,
                    })),
                    page(PATHS.backFill, "teamVisits.report", async () => ({
                      Component: (await import("../features/visits/backFill/BackFillPage")).BackFillPage,
                    })),
                    page(PATHS.slots, "slots.open", async () => ({ Component: (await import("../features/visits/slots/SlotsPage")).SlotsPage })),
                    page(PATHS.noShows, "noShows.read", async () => ({ Component: (await import("../features/visits/noShows/NoShowsPage")).NoShowsPage })),
                    page(PATHS.content, "content.moderate", async () => ({ Component: (await import("../features/content/ContentPage")).ContentPage })),
                    page(PATHS.ratings, "ratings.read", async () => ({ Component: (await import("../features/visits/ratings/RatingsPage")).RatingsPage })),
                    page(PATHS.demand, "demand.read", async () => ({ Component: (await import("../features/visits/demand/DemandPage")).DemandPage })),
                    page(PATHS.checkIns, "checkIns.read", async () => ({ Component: (await import("../features/visits/checkIns/CheckInsPage")).CheckInsPage })),
                    page(PATHS.posters, "posters.read", async () => ({ Component: (await import("../features/visits/posters/PostersPage")).PostersPage })),
                    page(PATHS.activities, "activities.read", async () => ({
                      Component: (await import("../features/activities/ActivitiesPage")).ActivitiesPage,
                    })),
                    page(PATHS.reportActivity, "activities.submit", async () => ({
                      Component: (await import("../features/activities/ReportActivityPage")).ReportActivityPage,
                    })),
                    page(PATHS.officialAccount, "officialAccount.edit", async () => ({
                      Component: (await import("../features/officialAccount/OfficialAccountPage")).OfficialAccountPage,
                    })),
                    page(PATHS.audit, "audit.read", async () => ({ Component: (await import("../features/audit/AuditPage")).AuditPage })),
                    page(PATHS.settings, "settings.read", async () => ({ Component: (await import("../features/settings/SettingsPage")).SettingsPage })),
                    page(PATHS.system, "system.read", async () => ({ Component: (await import("../features/system/SystemPage")).SystemPage })),
                    page(PATHS.people, "people.read", async () => ({ Component: (await import("../features/people/PeoplePage")).PeoplePage })),
                    page(PATHS.importPeople, "people.edit", async () => ({ Component: (await import("../features/people/ImportPage")).ImportPage })),
                    page(PATHS.permissionHolders, "people.read", async () => ({ Component: (await import("../features/people/HoldersPage")).HoldersPage })),
                    page(personRightsPath(":username"), "people.read", async () => ({ Component: (await import("../features/people/RightsPage")).RightsPage })),
                    page(PATHS.organizations, "organizations.read", async () => ({
                      Component: (await import("../features/organizations/OrganizationsPage")).OrganizationsPage,
                    })),
                    page(PATHS.roles, "roles.edit", async () => ({ Component: (await import("../features/organizations/RolesPage")).RolesPage })),
                    page(PATHS.contacts, "contacts.read", async () => ({ Component: (await import("../features/contacts/ContactsPage")).ContactsPage })),
                    page(PATHS.approvalProgress, "approvals.read", async () => ({
                      Component: (await import("../features/approvals/ApprovalProgressPage")).ApprovalProgressPage,
                    })),
                    // Everybody's own.
                    { path: PATHS.workbench, lazy: async () => ({ Component: (await import("./WorkbenchPage")).WorkbenchPage }) },
                    {
                      path: PATHS.myRegistration,
                      lazy: async () => ({ Component: (await import("../features/registrations/MyRegistrationPage")).MyRegistrationPage }),
                    },
                    // Reviewers' list; an author who follows the link of a notice is led to their own.
                    {
                      path: PATHS.registrations,
                      lazy: async () => ({ Component: (await import("../features/registrations/RegistrationsPage")).RegistrationsPage }),
                    },
                    { path: PATHS.approvals, lazy: async () => ({ Component: (await import("../features/approvals/ApprovalsPage")).ApprovalsPage }) },
                    page(PATHS.writeAnnouncement, "announcements.send", async () => ({
                      Component: (await import("../features/announcements/WriteAnnouncementPage")).WriteAnnouncementPage,
                    })),
                    {
                      path: PATHS.announcements,
                      lazy: async () => ({ Component: (await import("../features/announcements/AnnouncementsPage")).AnnouncementsPage }),
                    },
                    { path: PATHS.inbox, lazy: async () => ({ Component: (await import("../features/notices/InboxPage")).InboxPage }) },
                    { path: PATHS.leave, lazy: async () => ({ Component: (await import("../features/approvals/LeavePage")).LeavePage }) },
                    { path: PATHS.help, lazy: async () => ({ Component: (await import("./HelpPage")).HelpPage }) },
                    { path: PATHS.account, lazy: async () => ({ Component: (await import("../features/sessions/AccountPage")).AccountPage }) },
                    { path: PATHS.password, lazy: async () => ({ Component: (await import("../features/sessions/PasswordPage")).PasswordPage }) },
                    { path: "*", element: <NotFound /> },
                  ],
                },
              ],
            },
          ],
        },
      ],
    },
  ],
  { basename: import.meta.env.BASE_URL.replace(/\/$/, "") },
);
