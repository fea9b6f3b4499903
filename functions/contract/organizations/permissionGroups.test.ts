import { PERMISSION_GROUPS } from "./permissionGroups";
import { PERMISSIONS } from "./roles";

it("each permission stands in the matrix exactly once", () => {
  expect(PERMISSION_GROUPS.flatMap((group) => [...group.permissions] as string[]).sort()).toEqual([...PERMISSIONS].sort());
});
