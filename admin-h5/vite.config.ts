import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  // The H5 of the public lives at `/`; the back office beside it.
  base: "/admin/",
  plugins: [react()],
  build: {
    outDir: "dist",
    emptyOutDir: true,
    // The charts are the one chunk above the default; they load with 最新数据 alone.
    chunkSizeWarningLimit: 700,
  },
  server: {
    port: 5173,
    proxy: { "/api": "http://127.0.0.1:8080" },
  },
});
