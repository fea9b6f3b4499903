/** What others may know of people: how a feature moves what is personally somebody's, and the source of their posts. */
export { heldPosts } from "./heldPosts";
export type { OpenWorkSource } from "./openWork";
export type { PersonStepped } from "./personEvents";
