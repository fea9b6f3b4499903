/**
 * One configuration for all rooms. A test's suffix says what it needs (house style, habit 32): `x.test.ts` nothing, `x.db.test.ts` a store,
 * `x.case.ts` is a suite that several adapters share and no test file of its own.
 */
export default {
  rootDir: ".",
  testMatch: ["<rootDir>/**/*.test.ts", "<rootDir>/**/*.test.tsx"],
  testPathIgnorePatterns: ["/node_modules/", "/dist/", "/.cache/", "/.artifacts/"],
  modulePathIgnorePatterns: ["/dist/", "/.cache/", "/.artifacts/", "/.state/"],
  transform: {
    "\\.[cm]?tsx?$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript", tsx: true }, transform: { react: { runtime: "automatic" } } } }],
  },
  testTimeout: 60000,
};
