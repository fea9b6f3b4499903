import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { FilesUnavailable } from "../../engines/files/fileStorePort";

/** A file store that is away is nobody's mistake: the caller is told to try again and loses nothing (promise R7). */
export async function unlessFilesAway<T>(act: () => Promise<T>): Promise<Result<T, { readonly code: "FILES_UNAVAILABLE" }>> {
  try {
    return ok(await act());
  } catch (error) {
    if (error instanceof FilesUnavailable) return refuse({ code: "FILES_UNAVAILABLE" });
    throw error;
  }
}
