/** What others may know of people: how a feature moves what is personally somebody's, and the source of their posts. */
export { createCountryAdmin, recoverCountryAdmin, serverOperator, type CountryAdminRefusal, type NewCountryAdmin } from "./actions/keepCountryAdmin";
export { heldPosts } from "./heldPosts";
export { peopleSearch } from "./peopleSearch";
export { peopleBelow, type PlacedPerson } from "./peopleBelow";
export { holdersBelow } from "./holdersBelow";
export { placeOf, placesOf } from "./personScope";
export { walkTree, type TreeList } from "./walkTree";
export type { OpenWorkSource } from "./openWork";
export type { PersonStepped } from "./personEvents";
