// Taro tries `scan.ts` before `scan.h5.tsx`: the browser's edition of a room must end as the mini-program's does.
export { scanCode } from "./scanOverlay";
