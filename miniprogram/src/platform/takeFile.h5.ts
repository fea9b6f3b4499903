import { refusalIn, type FileAsked, type TakeFileOutcome } from "./takeFileOutcome";

/** The token goes in a header, never into an address that a history keeps; hence no plain link. */
export async function takeFile({ url, token, fileName }: FileAsked): Promise<TakeFileOutcome> {
  try {
    const answer = await fetch(url, { ...(token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } }) });
    if (!answer.ok) return refusalIn(await answer.text());
    const address = URL.createObjectURL(await answer.blob());
    const link = document.createElement("a");
    link.href = address;
    link.download = fileName;
    document.body.appendChild(link);
    link.click();
    link.remove();
    URL.revokeObjectURL(address);
    return { kind: "TAKEN" };
  } catch {
    return { kind: "FAILED" };
  }
}
