import type { Log } from "../platform/log/log";
import type { Product } from "./composeProduct";

// A command nudges the consumers, so this only catches what a nudge missed: an event left by a stop, or one that failed before.
const CONSUMERS_EVERY_MS = 500;
/** Places of a hold that ran out must be free within 60 s (promise M2). */
const SWEEP_EVERY_MS = 2_000;
/** Photos that nobody used wait seven days; a minute more is nothing. */
const PHOTOS_EVERY_MS = 60_000;
const RESTS_TIMES = 2;
// After a failure the store gets time to come back.
const AFTER_FAILURE_MS = 2_000;

export interface ProductLoops {
  /** Something is in the outbox. */
  nudge(): void;
  /** Ends when what is under way is done. */
  stop(): Promise<void>;
}

/** What streams and schedules do in the cloud, one machine does in a few loops of its one process. */
export function startProductLoops(product: Product, log: Log): ProductLoops {
  const consumers = loop("consumers", CONSUMERS_EVERY_MS, log, async () => {
    while ((await product.consumers.drain()) > 0) {
      // Until the outbox is empty: a burst of check-ins must not wait for the next tick, page by page.
    }
  });
  const sweeps = loop("sweeps", SWEEP_EVERY_MS, log, async () => {
    await product.sweepCases();
  });
  // Its own loop: a WeChat that answers nothing takes seconds a message, and holds must not wait for it.
  const notices = loop("notices", SWEEP_EVERY_MS, log, async () => {
    await product.sendNotices();
  });
  // Likewise: whoever waits for one confirmation does not wait for ten thousand announcements. These go on page by page; while people are at work it rests twice as
  // long as each page took, so that most of the process is theirs.
  const bulk = loop("bulk notices", SWEEP_EVERY_MS, log, async (isStopped) => {
    for (;;) {
      const [before, beganAt] = [product.requestsServed(), performance.now()];
      if ((await product.sendBulkNotices()) === 0 || isStopped()) return;
      if (product.requestsServed() > before) await new Promise((resolve) => setTimeout(resolve, RESTS_TIMES * (performance.now() - beganAt)));
    }
  });
  const photos = loop("photos", PHOTOS_EVERY_MS, log, async () => {
    await product.removeUnusedPhotos();
    await product.clearRetained();
  });
  return {
    nudge: consumers.nudge,
    async stop() {
      await Promise.all([consumers.stop(), sweeps.stop(), notices.stop(), bulk.stop(), photos.stop()]);
    },
  };
}

function loop(name: string, everyMs: number, log: Log, work: (isStopped: () => boolean) => Promise<void>): ProductLoops {
  let wake: () => void = () => undefined;
  let nudged = false;
  let stopped = false;
  const running = (async () => {
    while (!stopped) {
      let waitMs = everyMs;
      nudged = false;
      try {
        await work(() => stopped);
      } catch (error) {
        log.error(`${name} failed`, { error });
        waitMs = AFTER_FAILURE_MS;
      }
      if (stopped || nudged) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, waitMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  })();
  return {
    nudge() {
      nudged = true;
      wake();
    },
    async stop() {
      stopped = true;
      wake();
      await running;
    },
  };
}
