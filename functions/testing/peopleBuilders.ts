import type { OrganizationKind } from "@app/contract/organizations/organization.schema";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import type { ChosenPost } from "@app/contract/people/officePerson.schema";
import type { Store } from "../engines/store/storePort";
import { newOrganization, standardPostId } from "../features/organizations/public";
import { NOW } from "./startTestProduct";

/** An organisation with the standard posts of its kind, as 组织机构 makes it. */
export async function anOrganization(store: Store, organizationId: string, name: string, orgPath: string, kind: OrganizationKind = "BUREAU"): Promise<void> {
  const made = await newOrganization(store, {
    organization: {
      organizationId,
      kind,
      name,
      orgPath: orgPath as OrgPath,
      parentId: "",
      address: "",
      phone: "",
      principalName: "",
      principalPhone: "",
      email: "",
      jurisdiction: { regions: [], categories: [] },
    },
    by: { name: "测试" },
    now: NOW,
  });
  const outcome = await store.transact(made.writes);
  if (!outcome.committed) throw new Error(`${organizationId} exists already`);
}

/** One of the standard posts: `admin`, `gate`, `principal`, `user`, `survey`. */
export function postOf(organizationId: string, key: string): ChosenPost {
  return { organizationId, postId: standardPostId(organizationId, key) } as ChosenPost;
}
