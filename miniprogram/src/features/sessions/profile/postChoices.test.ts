import type { Me } from "@app/contract/sessions/session.schema";
import { postChoices, postInUse, workNames } from "./postChoices";

const gate = { postId: "post-gate", postName: "门岗", orgName: "海口市白沙门污水处理厂" };
const desk = { postId: "post-desk", postName: "值班员", orgName: "海口市生态环境局" };
const me = (more: Partial<Me>): Me => ({ name: "王门岗", grants: [], permissions: [], ...more }) as Me;

it.each([
  ["none", undefined],
  ["one", [gate]],
])("who holds %s is offered no other post", (_, posts) => {
  expect(postChoices(me({ posts }))).toEqual([]);
});

it("who holds two is offered all of them first, then each by its organisation and name", () => {
  expect(postChoices(me({ posts: [gate, desk] }))).toEqual([
    { value: "ALL", label: "全部岗位（2 个）" },
    { value: "post-gate", label: "海口市白沙门污水处理厂 · 门岗" },
    { value: "post-desk", label: "海口市生态环境局 · 值班员" },
  ]);
});

it.each([
  [undefined, "全部岗位"],
  ["post-desk", "海口市生态环境局 · 值班员"],
  ["post-taken-away", "全部岗位"],
])("a session in %s says 「%s」", (postId, said) => {
  expect(postInUse(me({ posts: [gate, desk], ...(postId === undefined ? {} : { postId }) }))).toBe(said);
});

it.each([
  ["all of their posts", { posts: [gate, desk] }, ["门岗", "值班员"]],
  ["the one they work in", { posts: [gate, desk], postId: "post-desk" }, ["值班员"]],
  ["their roles, without a post", { grants: [{ roleLabel: "设施工作人员" }, { roleLabel: "设施工作人员" }] }, ["设施工作人员"]],
  ["nothing, as a visitor", {}, []],
])("a person is called by %s", (_, more, said) => {
  expect(workNames(me(more as Partial<Me>))).toEqual(said);
});
