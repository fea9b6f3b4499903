/** What other features and the entrypoints may know of organisations, posts and roles. */
export {
  getCustomRoles,
  getOrganization,
  getPost,
  listDepartments,
  listPostHolders,
  listPosts,
  nearestBureauAbove,
  organizationItem,
  organizationKey,
  organizationsAt,
  organizationsPk,
  POST_HOLDERS_MAX,
  postHolderKey,
  postKey,
  roleIndexEntry,
  roleKey,
  departmentKey,
  type DepartmentItem,
  type OrganizationItem,
  type PostHolderItem,
  type PostItem,
  type RoleItem,
} from "./organizationRepository";
export { builtInRole, grantsOfPost, heldPostOf } from "./grantsOfPost";
export { accountPosts, changePostsWrites, leavePostWrites, postHolderItem, takePostsWrites, type PostInPlace } from "./postHolding";
export { beyondHandOut, permissionsOfRole, refuseTaking, roleNameOf, type RolesById } from "./handingOut";
export { countryAdmins, lastAdminGuard, type AdminChange } from "./lastAdmin";
export { NEW_ORGANIZATION_TAG, newOrganization, type NewOrganization } from "./newOrganization";
export { regionChoices } from "./regionChoices";
export { organizationSearch } from "./organizationSearch";
export { standardPostId, standardPosts } from "./standardPosts";
export { ORGANIZATION_EVENT_LABELS, ROLE_EVENT_LABELS } from "./organizationEvents";
