import PlusOutlined from "@ant-design/icons/PlusOutlined";
import { Button, Drawer } from "antd";
import { useState } from "react";
import type { ManagedOrganization, ManagedPost } from "@app/contract/organizations/managedOrganization.schema";
import { organizationRoutes } from "@app/contract/organizations/organizations.routes";
import { EmptyState } from "../../ui/EmptyState";
import { useIsPhone } from "../../ui/useIsPhone";
import { sendOrganizationCommand } from "./organizationCommands";
import { PartActions, useRemovePart } from "./organizationParts";
import { PostForm } from "./PostForm";

/** A post gives its holders its roles at its places; it is changed here, people are put on it in 人员. */
export function PostsPanel({ organization }: { readonly organization: ManagedOrganization }) {
  const isPhone = useIsPhone();
  const removePart = useRemovePart(organization);
  const [edited, setEdited] = useState<ManagedPost | "new">();
  const { posts, departments, mayEdit, organizationId } = organization;
  const add = mayEdit ? (
    <Button icon={<PlusOutlined />} onClick={() => setEdited("new")} data-testid="post-add">
      新增岗位
    </Button>
  ) : undefined;
  return (
    <>
      {posts.length === 0 ? (
        <EmptyState sentence="还没有岗位。" hint="岗位决定在岗的人能做什么、管到哪里。" action={add} />
      ) : (
        <>
          <ul className="post-list">
            {posts.map((post) => (
              <li key={post.postId} className="post-card" data-testid="post-row" data-post-id={post.postId}>
                <div className="post-head">
                  <strong>{post.name}</strong>
                  <span className="soft">{departments.find(({ departmentId }) => departmentId === post.departmentId)?.name ?? "直属本机构"}</span>
                  <span className="number post-count">{post.holderCount} 人在岗</span>
                </div>
                <p>
                  角色：{post.roleNames.join("、")}
                  <span className="cell-sub">管辖范围：{post.scopeLabel}</span>
                </p>
                {post.mayEdit ? (
                  <PartActions part={{ kind: "post", name: post.name }} onEdit={() => setEdited(post)} onRemove={() => void remove(post)} />
                ) : null}
              </li>
            ))}
          </ul>
          {add}
        </>
      )}
      <Drawer
        open={edited !== undefined}
        onClose={() => setEdited(undefined)}
        size={isPhone ? "100%" : 560}
        title={edited === "new" ? "新增岗位" : "修改岗位"}
        destroyOnHidden
      >
        {edited === undefined ? null : (
          <PostForm organization={organization} post={edited === "new" ? undefined : edited} onSaved={() => setEdited(undefined)} />
        )}
      </Drawer>
    </>
  );

  async function remove(post: ManagedPost): Promise<void> {
    const { postId, version, name } = post;
    await removePart({ kind: "post", name }, "只有没有人在岗时才能删除。", () =>
      sendOrganizationCommand(organizationRoutes.deletePost, `deletePost.${postId}`, { organizationId, postId }, { version }),
    );
  }
}
