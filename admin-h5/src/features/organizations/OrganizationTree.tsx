import CaretRightOutlined from "@ant-design/icons/CaretRightOutlined";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { useState } from "react";
import type { OrganizationNode } from "@app/contract/organizations/managedOrganization.schema";
import { organizationRoutes } from "@app/contract/organizations/organizations.routes";
import { read } from "../../platform/api";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorState } from "../../ui/ErrorState";
import { Loading } from "../../ui/Loading";

interface Choosing {
  readonly chosen: string | undefined;
  readonly onChoose: (organizationId: string) => void;
}
const PAGE = 50;

/** What is below an organisation is asked for when it is opened; a search shows a plain list instead. */
export function OrganizationTree({ roots, ...choosing }: Choosing & { readonly roots: readonly OrganizationNode[] }) {
  const [search, setSearch] = useState("");
  return (
    <section className="panel organization-tree" aria-label="机构列表">
      <Input.Search
        allowClear
        enterButton="查找"
        maxLength={40}
        placeholder="按名称查找机构"
        aria-label="按名称查找机构"
        onSearch={(text) => setSearch(text.trim())}
        data-testid="organization-search"
      />
      {search === "" ? (
        <ul role="tree" aria-label="组织机构树" data-testid="organization-tree">
          {roots.map((node) => (
            <Branch key={node.organizationId} node={node} depth={0} isOpenAtFirst={roots.length === 1} {...choosing} />
          ))}
        </ul>
      ) : (
        <Found search={search} {...choosing} />
      )}
    </section>
  );
}

function Branch({
  node,
  depth,
  isOpenAtFirst,
  ...choosing
}: Choosing & { readonly node: OrganizationNode; readonly depth: number; readonly isOpenAtFirst: boolean }) {
  const [isOpen, setOpen] = useState(isOpenAtFirst && node.hasBelow);
  return (
    <li role="treeitem" aria-expanded={node.hasBelow ? isOpen : undefined} aria-selected={node.organizationId === choosing.chosen}>
      <div className="tree-line" style={{ paddingLeft: depth * 16 }}>
        {node.hasBelow ? (
          <button
            type="button"
            className="tree-toggle"
            aria-label={`${isOpen ? "收起" : "展开"}${node.name}的下级`}
            onClick={() => setOpen(!isOpen)}
            data-testid={`toggle-${node.organizationId}`}
          >
            <CaretRightOutlined rotate={isOpen ? 90 : 0} aria-hidden />
          </button>
        ) : (
          <span className="tree-toggle" aria-hidden />
        )}
        <NodeButton node={node} {...choosing} />
      </div>
      {isOpen ? <Below parentId={node.organizationId} depth={depth + 1} {...choosing} /> : null}
    </li>
  );
}

function Below({ parentId, depth, ...choosing }: Choosing & { readonly parentId: string; readonly depth: number }) {
  const below = useInfiniteQuery({
    queryKey: ["organizations-below", parentId],
    queryFn: ({ pageParam }) =>
      read(organizationRoutes.listOrganizationsBelow, {
        params: { organizationId: parentId as OrganizationNode["organizationId"] },
        query: { limit: PAGE, cursor: pageParam },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  });
  if (below.data === undefined) return below.error === null ? <Loading rows={2} /> : <ErrorState error={below.error} onRetry={() => void below.refetch()} />;
  return (
    <ul role="group">
      {below.data.pages.flatMap(({ items }) =>
        items.map((node) => <Branch key={node.organizationId} node={node} depth={depth} isOpenAtFirst={false} {...choosing} />),
      )}
      {below.hasNextPage ? (
        <li>
          <Button type="link" loading={below.isFetchingNextPage} onClick={() => void below.fetchNextPage()} data-testid="organizations-more">
            显示更多
          </Button>
        </li>
      ) : null}
    </ul>
  );
}

function Found({ search, ...choosing }: Choosing & { readonly search: string }) {
  const found = useInfiniteQuery({
    queryKey: ["organization-search", search],
    queryFn: ({ pageParam }) => read(organizationRoutes.searchOrganizations, { query: { search, limit: PAGE, cursor: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  });
  if (found.data === undefined) return found.error === null ? <Loading rows={4} /> : <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  const nodes = found.data.pages.flatMap(({ items }) => items);
  if (nodes.length === 0 && !found.hasNextPage) return <EmptyState sentence={`没有名称含「${search}」的机构。`} hint="换一个词试试，或清空查找框看全部。" />;
  return (
    <ul className="tree-found" data-testid="organizations-found">
      {nodes.map((node) => (
        <li key={node.organizationId}>
          <NodeButton node={node} {...choosing} withRegion />
        </li>
      ))}
      {found.hasNextPage ? (
        <li>
          <Button type="link" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()} data-testid="organizations-more">
            继续查找
          </Button>
        </li>
      ) : null}
    </ul>
  );
}

function NodeButton({ node, chosen, onChoose, withRegion = false }: Choosing & { readonly node: OrganizationNode; readonly withRegion?: boolean }) {
  return (
    <button
      type="button"
      className="tree-node"
      aria-current={node.organizationId === chosen ? "true" : undefined}
      onClick={() => onChoose(node.organizationId)}
      data-testid="organization-node"
      data-organization-id={node.organizationId}
    >
      <span>{node.name}</span>
      <span className="tree-kind">
        {node.kindLabel}
        {withRegion ? ` · ${node.regionLabel}` : ""}
        {node.status === "DISABLED" ? " · 已停用" : ""}
      </span>
    </button>
  );
}
