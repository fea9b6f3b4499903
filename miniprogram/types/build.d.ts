/** Replaced by the bundler; see config/index.ts. */
declare const API_ORIGIN: string;

declare module "*.css";
declare module "*.png" {
  const url: string;
  export default url;
}
