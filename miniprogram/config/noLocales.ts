// Stands in for zod/v4/locales; see config/index.ts.
export {};
