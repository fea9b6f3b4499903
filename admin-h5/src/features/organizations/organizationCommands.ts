import type { QueryClient } from "@tanstack/react-query";
import type { CallRefusal } from "@app/contract/kernel/apiClient";
import type { Result } from "@app/contract/kernel/result";
import type { Route, RouteCall, RouteOutput } from "@app/contract/kernel/route";
import type { ManagedOrganization } from "@app/contract/organizations/managedOrganization.schema";
import { organizationRoutes } from "@app/contract/organizations/organizations.routes";
import { api, read } from "../../platform/api";
import { sendIntended } from "../../platform/sendIntended";
import type { AskRegions } from "../../ui/RegionSelect";

/**
 * Sends one command under the request id of its intention.
 * @param name what is being done to what, e.g. `editOrganization.<organizationId>`
 */
export function sendOrganizationCommand<R extends Route>(
  route: R,
  name: string,
  params: Readonly<Record<string, string>>,
  content: Readonly<Record<string, unknown>>,
): Promise<Result<RouteOutput<R>, CallRefusal>> {
  // Each caller's content is checked against its form's schema; the routes of this feature all take `requestId` beside it.
  return sendIntended(name, content, (requestId) => api.call(route, { params, body: { requestId, ...content } } as unknown as RouteCall<R>));
}

/** The places that the reader may choose among. */
export const askRegions: AskRegions = (query) => read(organizationRoutes.listOrganizationRegions, { query });

export const organizationKey = (organizationId: string) => ["organization", organizationId] as const;

/** Every command answers with the organisation as it is now; trees and records of changes ask again. */
export function keepOrganization(queryClient: QueryClient, organization: ManagedOrganization): void {
  queryClient.setQueryData(organizationKey(organization.organizationId), organization);
  for (const key of ["organization-roots", "organizations-below", "organization-search", "organization-changes", "roles"])
    void queryClient.invalidateQueries({ queryKey: [key] });
}
