import { useQuery } from "@tanstack/react-query";
import { Button, Select } from "antd";
import { useState } from "react";
import { POSTS_OF_ONE_PERSON_MAX, type HeldPost } from "@app/contract/people/officePerson.schema";
import { peopleRoutes } from "@app/contract/people/people.routes";
import { read } from "../../platform/api";

export type PickedPost = HeldPost;

/** Posts of organisations in one's range, found by the organisation's name. One that gives more than the picker may hand out is shown and cannot be chosen. */
export function PostPicker({
  value,
  onChange,
  isFixed,
}: {
  readonly value: readonly PickedPost[];
  readonly onChange: (next: PickedPost[]) => void;
  readonly isFixed: boolean;
}) {
  const [search, setSearch] = useState("");
  const choices = useQuery({
    queryKey: ["people", "posts", search],
    queryFn: () => read(peopleRoutes.listPostChoices, { query: search === "" ? {} : { search } }),
    enabled: !isFixed,
  });
  const organizations = choices.data?.organizations ?? [];
  return (
    <div className="post-picker" data-testid="person-posts">
      <ul>
        {value.map((post) => (
          <li key={post.postId} data-testid="picked-post">
            <span>
              {post.orgName} · {post.postName}
            </span>
            {isFixed ? null : (
              <Button
                onClick={() => onChange(value.filter((other) => other.postId !== post.postId))}
                aria-label={`去掉岗位${post.orgName}${post.postName}`}
                data-testid="post-remove"
              >
                去掉
              </Button>
            )}
          </li>
        ))}
      </ul>
      {isFixed || value.length >= POSTS_OF_ONE_PERSON_MAX ? null : (
        <Select
          id="person-posts"
          className="people-wide"
          size="large"
          showSearch={{ filterOption: false, onSearch: (text) => setSearch(text.trim()) }}
          placeholder={value.length === 0 ? "选择单位和岗位，可输入单位名称查找" : "再加一个岗位"}
          notFoundContent={choices.isFetching ? "正在查找…" : choices.isError ? "没有查到，请重试" : "没有找到单位或岗位"}
          loading={choices.isFetching}
          value={null}
          onChange={(picked: string | null) => pick(picked)}
          options={organizations
            .filter(({ posts }) => posts.length > 0)
            .map((organization) => ({
              label: organization.name,
              options: organization.posts
                .filter((post) => !value.some((other) => other.postId === post.postId))
                .map((post) => ({
                  value: `${organization.organizationId} ${post.postId}`,
                  label: `${organization.name} · ${post.name}（${post.roleLabels.join("、")}）${post.mayGive ? "" : "：超出您能授予的范围"}`,
                  disabled: !post.mayGive,
                })),
            }))}
          data-testid="post-choose"
        />
      )}
      {choices.data?.hasMore === true ? <p className="form-hint">还有更多单位，请输入名称查找。</p> : null}
    </div>
  );

  function pick(picked: string | null): void {
    const [organizationId, postId] = (picked ?? "").split(" ");
    const organization = organizations.find((candidate) => candidate.organizationId === organizationId);
    const post = organization?.posts.find((candidate) => candidate.postId === postId);
    if (organization === undefined || post === undefined) return;
    onChange([...value, { postId: post.postId, postName: post.name, organizationId: organization.organizationId, orgName: organization.name }]);
    setSearch("");
  }
}
