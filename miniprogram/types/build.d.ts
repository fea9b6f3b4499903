/** Replaced by the bundler; see config/index.ts. */
declare const API_ORIGIN: string;
declare const NOTICE_TEMPLATE_IDS: readonly string[];
declare const WAITING_TEMPLATE_IDS: readonly string[];
declare const WORK_TEMPLATE_IDS: readonly string[];
declare const FOLLOW_TEMPLATE_IDS: readonly string[];

declare module "*.css";
declare module "*.png" {
  const url: string;
  export default url;
}
