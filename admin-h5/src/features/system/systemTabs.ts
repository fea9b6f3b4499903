export const SYSTEM_TABS = ["STATUS", "DEAD_LETTERS", "NOTICES", "CHANNELS", "KINDS", "JOBS"] as const;
export type SystemTab = (typeof SYSTEM_TABS)[number];
