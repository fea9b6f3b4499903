import type { Me } from "@app/contract/sessions/session.schema";

/** No post's id: ids are never written in capitals alone. */
export const ALL_POSTS = "ALL";

const named = ({ orgName, postName }: { readonly orgName: string; readonly postName: string }): string => `${orgName} · ${postName}`;

/** 换岗 as it is offered: first all of them. Nothing is offered to who holds one post alone. */
export function postChoices({ posts = [] }: Me): { readonly value: string; readonly label: string }[] {
  if (posts.length < 2) return [];
  return [{ value: ALL_POSTS, label: `全部岗位（${posts.length} 个）` }, ...posts.map((post) => ({ value: post.postId, label: named(post) }))];
}

/** The post that the session works in. */
export function postInUse({ posts = [], postId }: Me): string {
  const post = posts.find((each) => each.postId === postId);
  return post === undefined ? "全部岗位" : named(post);
}

/** What a person is here, as their office calls it: a post has a name where a made role has none of its own. */
export function workNames({ posts = [], postId, grants }: Me): readonly string[] {
  const held = posts.filter((post) => postId === undefined || post.postId === postId).map(({ postName }) => postName);
  return [...new Set(held.length > 0 ? held : grants.map(({ roleLabel }) => roleLabel))];
}
