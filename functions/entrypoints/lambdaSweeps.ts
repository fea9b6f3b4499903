import { cloudProduct } from "./cloudProduct";
import type { Product } from "./composeProduct";

// The schedule fires once a minute; four passes within it keep the promise that an expired hold is free within 60 s (M2), with time to spare.
const PASSES = 4;
const PASS_EVERY_MS = 12_000;
/** A page that waits for a slow provider still ends within the pass. */
const BULK_SENT_FOR_MS = 6_000;

/** Settles what is due, and applies events that the stream left behind. */
export async function handler(): Promise<void> {
  const product = cloudProduct();
  for (let pass = 1; pass <= PASSES; pass += 1) {
    const startedAtMs = Date.now();
    // Side by side: messages may wait for WeChat, places may not wait for messages.
    // Once a minute is plenty for what is kept for months.
    const clearing = pass === 1 ? product.clearRetained() : 0;
    await Promise.all([
      product.sweepCases(),
      product.sendNotices(),
      sendBulk(product, startedAtMs + BULK_SENT_FOR_MS),
      product.removeUnusedPhotos(),
      clearing,
      product.consumers.drain(),
    ]);
    const restMs = PASS_EVERY_MS - (Date.now() - startedAtMs);
    if (pass < PASSES && restMs > 0) await new Promise((resolve) => setTimeout(resolve, restMs));
  }
}

/** Page after page of what is told to thousands. */
async function sendBulk(product: Product, untilEpochMs: number): Promise<void> {
  while ((await product.sendBulkNotices()) > 0) if (Date.now() >= untilEpochMs) return;
}
