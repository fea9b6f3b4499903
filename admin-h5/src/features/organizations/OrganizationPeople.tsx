import { Link } from "react-router";
import type { ManagedOrganization } from "@app/contract/organizations/managedOrganization.schema";
import { useMay } from "../../platform/currentUser";
import { organizationPeoplePath } from "../../platform/paths";
import { EmptyState } from "../../ui/EmptyState";

/** How many stand on each post; who they are is kept in 人员. */
export function OrganizationPeople({ organization }: { readonly organization: ManagedOrganization }) {
  const total = organization.posts.reduce((sum, post) => sum + post.holderCount, 0);
  const mayRead = useMay("people.read");
  if (total === 0) return <EmptyState sentence="这家机构还没有人任职。" hint="在「人员」里新增人员，并安排到这里的岗位。" />;
  return (
    <>
      <ul className="post-list" data-testid="organization-people">
        {organization.posts
          .filter((post) => post.holderCount > 0)
          .map((post) => (
            <li key={post.postId} className="post-card">
              <strong>{post.name}</strong>
              <span className="number">{post.holderCount} 人</span>
            </li>
          ))}
      </ul>
      {mayRead ? <Link to={organizationPeoplePath(organization.orgPath)}>在「人员」里查看和安排</Link> : null}
    </>
  );
}
