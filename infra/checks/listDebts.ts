import { findDebts } from "./debts";

const { debts, malformed } = findDebts();
for (const { place, kind, reason } of debts) console.log(`${kind.padEnd(12)} ${reason}  (${place})`);
for (const place of malformed) console.error(`malformed, write @debt <kind> "reason": ${place}`);
console.log(`${debts.length} debts`);
process.exitCode = malformed.length === 0 ? 0 : 1;
