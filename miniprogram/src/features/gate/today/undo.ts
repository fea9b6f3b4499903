import type { CallRefusal } from "@app/contract/kernel/apiClient";
import type { BookingId } from "@app/contract/kernel/ids";
import type { Result } from "@app/contract/kernel/result";
import type { BookingDetail } from "@app/contract/visits/booking.schema";
import type { EntryId } from "@app/contract/visits/bookingEntry.schema";
import { gateRoutes } from "@app/contract/visits/gate.routes";
import { scanQueue } from "../../../admission/offline/thisPhone";
import { api } from "../../../api/apiClient";
import { deviceId } from "../../../api/deviceId";
import { act } from "../../../api/intention";

/** Takes an entry back (promise M9). Only the server does that: the original row stays there, and nobody is outside by one phone's word alone. */
export async function undoEntry(bookingId: BookingId, entryId: EntryId, reason: string | undefined): Promise<Result<BookingDetail, CallRefusal>> {
  const answer = await act(`undo-entry:${entryId}`, { deviceId: deviceId(), ...(reason === undefined ? {} : { reason }) }, (body) =>
    api.call(gateRoutes.undoEntry, { params: { bookingId, entryId }, body }),
  );
  if (answer.ok) scanQueue.change(entryId, { state: "UNDONE", isAcknowledged: true });
  return answer;
}
