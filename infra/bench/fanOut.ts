import { join } from "node:path";
import type { Role } from "@app/contract/organizations/roles";
import { addMs, instantFromEpochMs } from "@app/contract/kernel/time";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import { accountItem } from "../../functions/features/sessions/accountRepository";
import { fanOutKey, fanOutStarted } from "../../functions/features/notices/fanOut";
import { workReminder } from "../../functions/features/notices/noticeTexts";
import { openSqliteStore } from "../../functions/platform/store/sqlite/sqliteStore";
import { storeBatches } from "../local/demo-data/storeBatches";
import type { BenchedProduct } from "./startProduct";
import { rounded, runLoad, type LoadRequest } from "./loadGenerator";

const FAN_OUT_ID = "bench-flood";
/** Of a province that no demonstration knows. */
const PROVINCE = "99";
const GRANT = { role: "FACILITY_ADMIN" as Role, orgPath: `CN/${PROVINCE}/9901/990101/bench` as OrgPath, orgName: "测试单位" };
const phoneOf = (number: number): string => `138${String(number).padStart(8, "0")}`;
const CONNECTIONS = 10;
const BATCH = 100;
const WAITED_MS = 600_000;

const open = (folder: string) => openSqliteStore({ path: join(folder, "civic-green.sqlite") });

/** Before the product starts: everybody who will be told. */
export async function prepareRecipients(folder: string, recipients: number): Promise<void> {
  const store = open(folder);
  const accounts = Array.from({ length: recipients }, (_, number) =>
    accountItem({
      accountId: `acc-bench-${String(number).padStart(6, "0")}`,
      username: `bench${number}`,
      displayName: "测试",
      phone: phoneOf(number),
      passwordHash: "none",
      grants: [GRANT],
    }),
  );
  for (let first = 0; first < accounts.length; first += BATCH) await storeBatches(store, [accounts.slice(first, first + BATCH)]);
  await store.close();
}

/** Bookings a second without, and while one event is told to everybody by SMS; then who was told how often. */
export async function measureFanOut(options: {
  readonly folder: string;
  readonly product: BenchedProduct;
  readonly seconds: number;
  readonly recipients: number;
  readonly next: () => LoadRequest | undefined;
}): Promise<object> {
  const { folder, product, seconds, recipients, next } = options;
  const { port } = product;
  const load = () => runLoad({ port, connections: CONNECTIONS, seconds, next });
  const [cpuBefore, without] = [await product.cpuMs(), await load()];
  const cpuMsPerBooking = ((await product.cpuMs()) - cpuBefore) / without.count;
  const store = open(folder);
  const at = instantFromEpochMs(Date.now());
  const words = {
    ...workReminder({ matter: "汛期值守", unit: "测试", hint: "请安排人员", text: "请安排人员值守。", opens: "/" }),
    template: "ACCOUNT_SECURITY",
  } as const;
  await store.transact([fanOutStarted({ fanOutId: FAN_OUT_ID, audience: "ACCOUNTS", filter: { province: PROVINCE }, words, at })]);
  const cpuAtStart = await product.cpuMs();
  const startedAt = performance.now();
  // Its first messages are under way.
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const during = await load();
  const isOver = async (): Promise<boolean> => {
    const job = await store.get(fanOutKey(FAN_OUT_ID));
    const soon = `${addMs(instantFromEpochMs(Date.now()), 3_600_000)}~`;
    const waiting = await store.query({ index: "index4", pk: "DUE#NOTICE_BULK", range: { to: soon }, limit: 1 });
    return job?.["finishedAt"] !== undefined && waiting.items.length === 0;
  };
  while (!(await isOver())) {
    if (performance.now() - startedAt > WAITED_MS) throw new Error("the fan-out did not end");
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  const tookSeconds = rounded((performance.now() - startedAt) / 1000);
  // The bookings of meanwhile cost what they did before.
  const cpuMsPerMessage = rounded(((await product.cpuMs()) - cpuAtStart - during.count * cpuMsPerBooking) / recipients);
  await store.close();
  const answer = await fetch(`http://127.0.0.1:${port}/sandbox/api/sms`);
  const { sms } = (await answer.json()) as { readonly sms: readonly { readonly phone: string; readonly templateCode: string }[] };
  const times = new Map<string, number>();
  for (const { phone, templateCode } of sms) if (templateCode === "ACCOUNT_SECURITY") times.set(phone, (times.get(phone) ?? 0) + 1);
  return {
    recipients,
    connections: CONNECTIONS,
    bookingsWithout: without,
    bookingsDuring: during,
    duringOverWithout: rounded(during.perSecond / without.perSecond),
    tookSeconds,
    cpuMsPerMessage,
    told: times.size,
    doubles: [...times.values()].filter((count) => count > 1).length,
  };
}
