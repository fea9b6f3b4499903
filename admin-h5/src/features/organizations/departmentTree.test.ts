import type { Department } from "@app/contract/organizations/organization.schema";
import { departmentLines, withBelow } from "./departmentTree";

const department = (departmentId: string, parentId: string | null): Department =>
  ({ departmentId, organizationId: "o", parentId, name: departmentId, order: 0, version: 1 }) as Department;

it("each stands below its own, and nobody is lost", () => {
  const all = [department("a", null), department("b", "gone"), department("a1", "a"), department("a11", "a1")];
  expect(departmentLines(all).map(({ department: { departmentId }, depth }) => [departmentId, depth])).toEqual([
    ["a", 0],
    ["a1", 1],
    ["a11", 2],
    ["b", 0],
  ]);
  expect([...withBelow(all, "a")]).toEqual(["a", "a1", "a11"]);
});
