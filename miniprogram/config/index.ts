import path from "node:path";
import { defineConfig } from "@tarojs/cli";
import type { IH5Config } from "@tarojs/taro/types/compile";

const root = path.resolve(__dirname, "..");
/** Shared TypeScript outside src: Taro only transpiles what is listed here. */
const contract = path.resolve(root, "../functions/contract");
/** Its distribution is ES2020 (`?.`, `??`), which the oldest base libraries cannot parse. */
const zod = path.dirname(require.resolve("zod/package.json"));
const target = process.env.TARO_ENV === "h5" ? "h5" : "weapp";

/**
 * The H5 is served by the same origin as the API. The mini-program needs an absolute https address of an ICP-filed domain, known only
 * when a bureau builds its own edition.
 */
const apiOrigin = target === "h5" ? "" : (process.env.TARO_APP_API_BASE ?? "https://api.example.gov.cn");

/** Templates of the subscription messages a bureau applied for in WeChat's console, by comma; at most three are asked for at once. */
const templatesOf = (list: string | undefined): string[] => (list ?? "").split(",").filter(Boolean);
const noticeTemplateIds = templatesOf(process.env.TARO_APP_NOTICE_TEMPLATES);
const waitingTemplateIds = templatesOf(process.env.TARO_APP_WAITING_TEMPLATES);
const workTemplateIds = templatesOf(process.env.TARO_APP_WORK_TEMPLATES);
const followTemplateIds = templatesOf(process.env.TARO_APP_FOLLOW_TEMPLATES);

/** px stays px on both targets (weapp knows px): one CSS pixel is one logical pixel, and text scales by the tokens of ui/tokens.css. */
const keepPixels = { pxtransform: { enable: false, config: {} } };

type WebpackChain = NonNullable<IH5Config["webpackChain"]>;

/** zod carries its messages in some fifty languages, 100 KB of them compressed; every message of ours is written beside its schema. */
const noLocales: WebpackChain = (chain, webpack) => {
  chain.plugin("noLocales").use(webpack.NormalModuleReplacementPlugin, [
    /[\\/]locales[\\/]index\.c?js$/,
    (resource: { readonly context: string; request: string }) => {
      if (resource.context.startsWith(zod)) resource.request = path.resolve(__dirname, "noLocales.ts");
    },
  ]);
};

/** What two pages share travels once. Taro leaves pages whole, each with its own copy of the controls. */
const shareBetweenPages: WebpackChain = (chain) => {
  // webpack's advice counts uncompressed bytes; what counts here is compressed (README.md).
  chain.performance.hints(false);
  chain.optimization.splitChunks({
    chunks: "all",
    minSize: 0,
    hidePathInfo: true,
    cacheGroups: { default: false, defaultVendors: false, shared: { name: "shared", minChunks: 2, chunks: "async", reuseExistingChunk: true } },
  });
};

export default defineConfig({
  projectName: "civic-green",
  date: "2025-01-01",
  designWidth: 375,
  deviceRatio: { 375: 2, 640: 1.17, 750: 1, 828: 0.905 },
  sourceRoot: "src",
  outputRoot: `dist/${target}`,
  framework: "react",
  plugins: [path.resolve(__dirname, "ariaAttributes.ts")],
  compiler: { type: "webpack5", prebundle: { enable: false } },
  cache: { enable: false },
  defineConstants: {
    API_ORIGIN: JSON.stringify(apiOrigin),
    NOTICE_TEMPLATE_IDS: JSON.stringify(noticeTemplateIds),
    WAITING_TEMPLATE_IDS: JSON.stringify(waitingTemplateIds),
    WORK_TEMPLATE_IDS: JSON.stringify(workTemplateIds),
    FOLLOW_TEMPLATE_IDS: JSON.stringify(followTemplateIds),
  },
  alias: { "@app/contract": contract },
  mini: {
    webpackChain: noLocales,
    compile: { include: [contract, zod] },
    postcss: keepPixels,
  },
  h5: {
    publicPath: "/",
    staticDirectory: "static",
    router: { mode: "hash" },
    esnextModules: [],
    compile: { include: [contract, zod] },
    webpackChain(chain, webpack) {
      noLocales(chain, webpack);
      shareBetweenPages(chain, webpack);
    },
    postcss: { ...keepPixels, autoprefixer: { enable: true, config: {} } },
    output: { filename: "js/[name].[contenthash:8].js", chunkFilename: "js/[name].[contenthash:8].js" },
    miniCssExtractPluginOption: { filename: "css/[name].[contenthash:8].css", chunkFilename: "css/[name].[contenthash:8].css" },
  },
});
