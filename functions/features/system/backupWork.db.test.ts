import type { Actor } from "@app/contract/kernel/actor";
import { addMs, HOUR_MS } from "@app/contract/kernel/time";
import { recordBackup } from "../../engines/backup/lastBackup";
import { startTestProduct, NOW, type TestProduct } from "../../testing/startTestProduct";
import { systemWork } from "./systemWork";

let test: TestProduct;
beforeEach(async () => void (test = await startTestProduct()));
afterEach(() => test.stop());

const ADMIN: Actor = { kind: "USER", id: "a", name: "张伟", grants: [{ role: "PLATFORM_ADMIN", orgPath: "CN" as never }] };
const keys = async (backups?: "NIGHTLY" | "NONE") =>
  (await systemWork({ store: test.store, clock: test.clock, ...(backups === undefined ? {} : { backups }) }).countWork(ADMIN)).map(({ key }) => key);

it("R10 a failed or missing night waits on the platform admin's workbench until one is good again; only where backups are asked for", async () => {
  expect(await keys("NIGHTLY")).toEqual([]);
  await recordBackup(test.store, { at: NOW, failure: "ENOSPC: no space left on device" });
  expect(await keys("NIGHTLY")).toEqual(["BACKUP"]);
  expect([await keys("NONE"), await keys()]).toEqual([[], []]);
  await recordBackup(test.store, { at: addMs(NOW, HOUR_MS), sizeBytes: 5 });
  expect(await keys("NIGHTLY")).toEqual([]);
  test.clock.advanceMs(37 * HOUR_MS);
  expect(await keys("NIGHTLY")).toEqual(["BACKUP"]);
});
