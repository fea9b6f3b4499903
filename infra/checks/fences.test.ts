import { execFileSync } from "node:child_process";

/** path · code · what the message must say, or undefined when the code is fine */
type Sample = readonly [path: string, code: string, says: string | undefined];

const imports = (from: string) => `import { x } from "${from}";\nexport const y = x;\n`;

const KERNEL = "functions/contract/kernel/money.ts";
const PURE = "functions/contract/engines/forms.ts";
const CONTRACT = "functions/contract/visits/booking.labels.ts";
const ENGINE = "functions/engines/outbox/outbox.ts";
const FEATURE = "functions/features/visits/actions/submitBooking.ts";
const ADAPTER = "functions/platform/files/disk/diskFiles.ts";
const MINI = "miniprogram/src/features/visits/facility/index.tsx";
const ADMIN = "admin-h5/src/features/visits/BookingList.tsx";

const SAMPLES: readonly Sample[] = [
  // contract/kernel
  [KERNEL, imports("zod"), undefined],
  [KERNEL, imports("./ids"), undefined],
  [KERNEL, imports("../organizations/roles"), undefined],
  [KERNEL, imports("../visits/booking.schema"), "contract/kernel may not import functions/contract/visits/booking.schema. The kernel knows zod"],
  [KERNEL, imports("../engines/workflow"), "contract/kernel may not import"],
  [KERNEL, imports("node:crypto"), "contract/kernel may not import node:crypto"],
  // contract/engines
  [PURE, imports("../kernel/time"), undefined],
  [PURE, imports("./workflow"), undefined],
  [
    PURE,
    imports("../visits/booking.schema"),
    "contract/engines may not import functions/contract/visits/booking.schema. The pure engines know the kernel alone",
  ],
  [PURE, `import type { X } from "../organizations/roles";\nexport type Y = X;\n`, "contract/engines may not import functions/contract/organizations/roles"],
  // contract/<feature>
  [CONTRACT, imports("../kernel/ids"), undefined],
  [CONTRACT, imports("../engines/workflow"), undefined],
  [CONTRACT, imports("../regions/regions.schema"), undefined],
  [CONTRACT, imports("../hazards/hazard.schema"), undefined],
  [CONTRACT, imports("./booking.schema"), undefined],
  [
    CONTRACT,
    imports("../hazards/hazard.workflow"),
    "contract/<feature> may not import functions/contract/hazards/hazard.workflow. Of another feature use its schemas",
  ],
  [CONTRACT, imports("@app/contract/hazards/hazard.workflow"), "Of another feature use its schemas"],
  [
    CONTRACT,
    imports("../../engines/store/storePort"),
    "contract/<feature> may not import functions/engines/store/storePort. The contract is shared by the server and both clients",
  ],
  [CONTRACT, imports("react"), "contract/<feature> may not import react"],
  [CONTRACT, `export * from "../../platform/wechat/wechatTransport";\n`, "may not import functions/platform/wechat/wechatTransport"],
  [CONTRACT, `export type T = import("../../features/visits/public").T;\n`, "may not import functions/features/visits/public"],
  ["functions/contract/routes.ts", imports("./visits/visits.routes"), undefined],
  ["functions/contract/routes.ts", imports("../features/visits/http"), "contract may not import functions/features/visits/http"],
  // functions/engines
  [ENGINE, imports("@app/contract/kernel/time"), undefined],
  [ENGINE, imports("@app/contract/engines/workflow"), undefined],
  [ENGINE, imports("@app/contract/organizations/orgPath"), undefined],
  [ENGINE, imports("../store/storePort"), undefined],
  [
    ENGINE,
    imports("@app/contract/visits/booking.schema"),
    "functions/engines may not import functions/contract/visits/booking.schema. Engines know no feature by name",
  ],
  [ENGINE, imports("../../features/visits/public"), "Engines know no feature by name"],
  [ENGINE, imports("libsql"), "functions/engines may not import libsql. Declare a port in functions/engines; functions/platform implements it"],
  [ENGINE, imports("@aws-sdk/client-dynamodb"), "Declare a port in functions/engines"],
  [ENGINE, imports("fastify"), "Declare a port in functions/engines"],
  [ENGINE, imports("../../platform/store/sqlite/sqliteStore"), "Declare a port in functions/engines"],
  // functions/features
  [FEATURE, imports("@app/contract/visits/booking.schema"), undefined],
  [FEATURE, imports("../../../engines/store/storePort"), undefined],
  [FEATURE, imports("../bookingRepository"), undefined],
  [FEATURE, imports("../../hazards/public"), undefined],
  [
    FEATURE,
    imports("../../hazards/hazardRepository"),
    'functions/features may not import functions/features/hazards/hazardRepository. Use "functions/features/hazards/public"',
  ],
  [FEATURE, imports("../../../platform/store/sqlite/sqliteStore"), "Use the port in functions/engines; the entrypoint passes the adapter in"],
  [FEATURE, imports("@aws-sdk/lib-dynamodb"), "Use the port in functions/engines"],
  [FEATURE, imports("fastify"), "Use the port in functions/engines"],
  [FEATURE, `export const load = () => import("../../../platform/log/log");\n`, "functions/features may not import functions/platform/log/log"],
  ["functions/features/visits/submitBooking.db.test.ts", imports("../../platform/store/sqlite/sqliteStore"), undefined],
  // functions/platform
  [ADAPTER, imports("../../../engines/store/storePort"), undefined],
  [ADAPTER, imports("@aws-sdk/client-s3"), undefined],
  [ADAPTER, imports("../../../features/visits/public"), "functions/platform may not import functions/features/visits/public. Adapters implement ports"],
  [ADAPTER, imports("@app/contract/visits/booking.schema"), "Adapters implement ports"],
  // functions/entrypoints compose
  [
    "functions/entrypoints/local.ts",
    imports("../features/visits/http") + `import { z } from "../platform/store/sqlite/sqliteStore";\nexport { z };\n`,
    undefined,
  ],
  // clients
  [MINI, imports("@app/contract/visits/visits.routes"), undefined],
  [MINI, imports("@tarojs/components"), undefined],
  [MINI, imports("../../../ui/Button"), undefined],
  [MINI, imports("@tarojs/taro"), "miniprogram may import @tarojs/taro only in src/platform. Use or add a function of miniprogram/src/platform"],
  ["miniprogram/src/pages/home/index.tsx", imports("@tarojs/taro"), "only in src/platform"],
  ["miniprogram/src/platform/scanCode.ts", imports("@tarojs/taro"), undefined],
  ["miniprogram/src/platform/scanCode.ts", imports("../features/visits/facility/index"), "Features do not know each other"],
  [MINI, imports("../../hazards/report/index"), "miniprogram may not import miniprogram/src/features/hazards/report/index. Features do not know each other"],
  [MINI, imports("../../../pages/home/index"), "Pages compose; nothing imports them"],
  [
    MINI,
    imports("../../../../../functions/engines/store/storePort"),
    "miniprogram may not import functions/engines/store/storePort. Clients know the server by @app/contract alone",
  ],
  [MINI, imports("@app/functions/features/visits/public"), "Clients know the server by @app/contract alone"],
  [MINI, imports("@app/contract/regions/regions.data"), "The table of regions is too big for clients"],
  [MINI, `export const login = () => wx.login();\n`, "Use or add a function of miniprogram/src/platform"],
  [ADMIN, imports("antd"), undefined],
  [ADMIN, imports("../../platform/api"), undefined],
  [ADMIN, imports("../hazards/HazardList"), "admin-h5 may not import admin-h5/src/features/hazards/HazardList. Features do not know each other"],
  [ADMIN, imports("../../../../miniprogram/src/ui/Button"), "Clients know the server by @app/contract alone"],
  [ADMIN, imports("node:fs"), "admin-h5 may not import node:fs. This runs in a browser"],
  ["admin-h5/src/app/routes.tsx", imports("../features/visits/BookingList"), undefined],
  ["admin-h5/src/ui/DataTable.tsx", imports("../features/visits/BookingList"), "Features do not know each other"],
  // infra composes
  ["infra/bench/run.ts", imports("../../functions/platform/store/sqlite/sqliteStore"), undefined],
  // time, chance, console, any, barrels
  [FEATURE, `export const at = Date.now();\n`, "Take the time from the context's clock"],
  [ENGINE, `export const at = new Date();\n`, "Take the time from the context's clock"],
  [PURE, `export const chance = Math.random();\n`, "Take ids and chance from the context"],
  [FEATURE, `import { randomUUID } from "node:crypto";\nexport const id = randomUUID();\n`, "Take ids and chance from the context"],
  [FEATURE, `export const at = new Date(0);\n`, undefined],
  [ADAPTER, `export const at = Date.now();\n`, undefined],
  [FEATURE, `console.log("x");\n`, "Unexpected console statement"],
  ["functions/platform/log/log.ts", `console.log("x");\n`, undefined],
  [FEATURE, `export const x = (y: any) => y;\n`, "Unexpected any"],
  ["functions/features/visits/index.ts", `export { x } from "./public";\nexport * from "./http";\n`, "A barrel pulls everything into each bundle"],
  ["functions/features/visits/public.ts", `export { x } from "./bookingRepository";\n`, undefined],
  ["miniprogram/src/pages/me/index.tsx", `export default function Me() {\n  return null;\n}\n`, undefined],
  [
    MINI,
    `import { useState } from "react";\nexport function X({ a }: { a: boolean }) {\n  if (a) useState(0);\n  return null;\n}\n`,
    'React Hook "useState" is called conditionally',
  ],
  [FEATURE.replace(".ts", ".test.ts"), `test.only("x", () => undefined);\n`, "A focused test hides the others"],
];

const answers = JSON.parse(
  execFileSync(process.execPath, ["infra/checks/lintSamples.mjs"], {
    input: JSON.stringify(SAMPLES.map(([path, code]) => ({ path, code }))),
    encoding: "utf8",
  }),
) as string[][];

test.each(SAMPLES.map(([path, code, says], index) => ({ path, title: code.trim().replace(/\s+/g, " "), says, messages: answers[index] ?? [] })))(
  "$path: $title",
  ({ says, messages }) => {
    if (says === undefined) expect(messages).toEqual([]);
    else {
      expect(messages).toHaveLength(1);
      expect(messages[0]).toContain(says);
    }
  },
);
