/** 文号: 「海口市生态环境局〔2026〕3号」. Whatever an office writes counts; only this form is counted on. */
export function readNumber(number: string): { readonly prefix: string; readonly year: string; readonly serial: number } | undefined {
  const [, prefix, year, serial] = /^(.*)〔(\d{4})〕(\d{1,6})号$/.exec(number) ?? [];
  return prefix === undefined || year === undefined || serial === undefined ? undefined : { prefix, year, serial: Number(serial) };
}

/** The next of an office's year, in the words of its last one. */
export function suggestedNumber(office: string, year: string, last: { readonly last: number; readonly prefix: string } | undefined): string {
  return `${last?.prefix ?? office}〔${year}〕${(last?.last ?? 0) + 1}号`;
}
