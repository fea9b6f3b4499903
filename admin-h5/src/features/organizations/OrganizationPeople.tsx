import { useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { Link } from "react-router";
import type { ManagedOrganization } from "@app/contract/organizations/managedOrganization.schema";
import type { OfficePerson } from "@app/contract/people/officePerson.schema";
import { peopleRoutes } from "@app/contract/people/people.routes";
import { read } from "../../platform/api";
import { useMay } from "../../platform/currentUser";
import { organizationPeoplePath, personPath } from "../../platform/paths";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorState } from "../../ui/ErrorState";
import { Loading } from "../../ui/Loading";
import { StatusTag } from "../../ui/StatusTag";

/** Who stands on the posts of this organisation; whoever may not read people sees how many. */
export function OrganizationPeople({ organization }: { readonly organization: ManagedOrganization }) {
  const mayRead = useMay("people.read");
  const held = organization.posts.filter((post) => post.holderCount > 0);
  return (
    <>
      {held.length === 0 ? (
        <EmptyState sentence="这家机构还没有人任职。" hint="在「人员」里新增人员，并安排到这里的岗位。" />
      ) : (
        <ul className="post-list" data-testid="organization-people">
          {held.map((post) => (
            <li key={post.postId} className="post-card">
              <strong>{post.name}</strong>
              <span className="number">{post.holderCount} 人</span>
            </li>
          ))}
        </ul>
      )}
      {mayRead && held.length > 0 ? <Names organization={organization} /> : null}
      {mayRead ? (
        <Link className="organization-people-link" to={organizationPeoplePath(organization.orgPath)}>
          在「人员」里查看和安排
        </Link>
      ) : null}
    </>
  );
}

/** The list of people goes by place, with all below it; here are those with a post of this very organisation. */
function Names({ organization: { organizationId, orgPath } }: { readonly organization: ManagedOrganization }) {
  const people = useInfiniteQuery({
    queryKey: ["people", "of-organization", orgPath],
    queryFn: ({ pageParam }) => read(peopleRoutes.listPeople, { query: { orgPath, limit: 50, ...(pageParam === undefined ? {} : { cursor: pageParam }) } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  });
  if (people.data === undefined)
    return people.error === null ? <Loading rows={4} /> : <ErrorState error={people.error} onRetry={() => void people.refetch()} />;
  const own = people.data.pages.flatMap(({ items }) => items).filter(({ posts }) => posts.some((post) => post.organizationId === organizationId));
  return (
    <>
      <ul className="organization-names" data-testid="organization-names">
        {own.map((person) => (
          <li key={person.accountId} data-testid="organization-person">
            <Link to={personPath(person.username)}>{person.name}</Link>
            <span className="soft">{postsHere(person, organizationId)}</span>
            {person.status === "ACTIVE" ? null : <StatusTag tone="quiet">{person.statusLabel}</StatusTag>}
          </li>
        ))}
      </ul>
      {people.hasNextPage ? (
        <Button type="link" loading={people.isFetchingNextPage} onClick={() => void people.fetchNextPage()} data-testid="organization-people-more">
          继续查找
        </Button>
      ) : null}
    </>
  );
}

function postsHere({ posts }: OfficePerson, organizationId: string): string {
  return posts
    .filter((post) => post.organizationId === organizationId)
    .map((post) => post.postName)
    .join("、");
}
