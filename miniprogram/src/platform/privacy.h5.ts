/** A browser has no such question of its own; ours comes before the log-in. */
export function onPrivacyAsked(_ask: () => Promise<boolean>): void {}
