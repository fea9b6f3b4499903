/** The two kinds of visit, in the words of the sheet people know. */
export const SERIES_LABELS = { teamHeads: "团队", familyHeads: "家庭(个人)" } as const;

export function monthLabel(month: string): string {
  return `${Number(month.slice(5))}月`;
}
