import { z } from "zod";

// The mini-program forbids `new Function`, which zod 4 probes for when it compiles a schema. Every schema imports `z` from here, so that the switch is
// thrown before the first schema is built.
z.config({ jitless: true });

export { z };
