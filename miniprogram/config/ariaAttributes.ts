import path from "node:path";
import type { IPluginContext } from "@tarojs/service";
import { ariaComponents } from "./ariaComponents";

interface MiniPlatform {
  runtimePath: string | string[];
  readonly template: { mergeComponents(context: IPluginContext, components: typeof ariaComponents): void };
}

/**
 * Taro's mini-program templates carry no `aria-*`, so screen readers would meet mute boxes. The templates and the runtime number attributes
 * alike (p0, p1, …); both must learn the same additions, hence the runtime file.
 */
export default function ariaAttributes(context: IPluginContext): void {
  context.registerMethod({
    name: "onSetupClose",
    fn(platform: MiniPlatform) {
      if (platform.template === undefined) return;
      platform.template.mergeComponents(context, ariaComponents);
      platform.runtimePath = [platform.runtimePath, path.resolve(__dirname, "ariaRuntime.ts")].flat();
    },
  });
}
