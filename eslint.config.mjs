import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";
import { fences } from "./infra/checks/fences.mjs";

const TESTS = ["**/*.test.{ts,tsx}", "**/*.case.ts", "functions/testing/**"];

const ONLY = {
  selector: "MemberExpression[object.name=/^(describe|it|test)$/][property.name='only']",
  message: "A focused test hides the others. Remove .only before you commit.",
};
/** Time, chance and ids come from outside, so that a decision can be repeated and a test can stand at the second before a deadline. */
const CLOCK_AND_CHANCE = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: "Take the time from the context's clock (functions/engines), not from Date.now().",
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: "Take the time from the context's clock (functions/engines), not from new Date().",
  },
  { selector: "CallExpression[callee.name='Date']", message: "Take the time from the context's clock (functions/engines), not from Date()." },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: "Take ids and chance from the context, not from Math.random().",
  },
  {
    selector:
      "CallExpression[callee.property.name=/^(randomUUID|randomBytes|randomInt|getRandomValues)$/], CallExpression[callee.name=/^(randomUUID|randomBytes|randomInt)$/]",
    message: "Take ids and chance from the context, so that a test can repeat them.",
  },
];

/** Rules that need types. Only those that find bugs which the compiler leaves. */
const TYPE_AWARE = {
  "@typescript-eslint/no-floating-promises": "error",
  "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: false }],
  "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
};

export default tseslint.config(
  { ignores: ["**/node_modules/", "**/dist/", "**/.cache/", "**/.artifacts/", "**/.state/", "**/.serverless/", "**/.esbuild/", "**/.swc/", "coverage/"] },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: ["**/*.{ts,tsx,mjs,js}"],
    extends: [tseslint.configs.recommended],
    rules: {
      eqeqeq: "error",
      "no-var": "error",
      "prefer-const": ["error", { ignoreReadBeforeAssign: true }],
      "no-debugger": "error",
      "no-self-compare": "error",
      "no-unsafe-finally": "error",
      "no-async-promise-executor": "error",
      "no-template-curly-in-string": "error",
      "no-restricted-syntax": ["error", ONLY],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_", caughtErrors: "none" }],
    },
  },
  // Hostile input may look like a template.
  { files: TESTS, rules: { "no-template-curly-in-string": "off" } },
  { files: ["**/*.js"], rules: { "@typescript-eslint/no-require-imports": "off" } },
  { files: ["**/*.{ts,tsx}"], plugins: { fences }, rules: { "fences/rooms": "error", "fences/no-barrel": "error" } },
  {
    files: ["functions/**/*.ts", "infra/**/*.ts", "miniprogram/src/**/*.{ts,tsx}", "admin-h5/src/**/*.{ts,tsx}"],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: TYPE_AWARE,
  },
  {
    files: ["functions/{contract,engines,features}/**/*.ts"],
    ignores: TESTS,
    rules: { "no-restricted-syntax": ["error", ONLY, ...CLOCK_AND_CHANCE] },
  },
  {
    files: ["functions/**/*.ts"],
    ignores: [...TESTS, "functions/platform/log/**", "functions/entrypoints/**"],
    rules: { "no-console": ["error"] },
  },
  {
    files: ["miniprogram/src/**/*.{ts,tsx}"],
    ignores: ["miniprogram/src/platform/**"],
    rules: {
      "no-restricted-globals": ["error", { name: "wx", message: "Use or add a function of miniprogram/src/platform; the rest also runs in a browser." }],
    },
  },
  {
    files: ["{miniprogram,admin-h5}/src/**/*.{ts,tsx}"],
    plugins: { "react-hooks": reactHooks },
    rules: { "react-hooks/rules-of-hooks": "error", "react-hooks/exhaustive-deps": "error" },
  },
);
