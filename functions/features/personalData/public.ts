/** What the entrypoints may know of personal data. */
export { personJobDeadlines } from "./actions/settlePersonJob";
