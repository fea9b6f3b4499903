import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { App as AntApp, ConfigProvider } from "antd";
import zhCN from "antd/locale/zh_CN";
import dayjs from "dayjs";
import "dayjs/locale/zh-cn";
import { RouterProvider } from "react-router";
import { isPassing } from "../platform/api";
import { useIsDark } from "../platform/appearance";
import { themeFor } from "../ui/theme";
import { useIsPhone } from "../ui/useIsPhone";
import { router } from "./router";

dayjs.locale("zh-cn");

const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (failures, error) => isPassing(error) && failures < 2,
      retryDelay: (failures) => 500 * 2 ** failures,
      staleTime: 5_000,
      networkMode: "always",
    },
    mutations: { networkMode: "always" },
  },
});

export function App() {
  const isPhone = useIsPhone();
  const isDark = useIsDark();
  return (
    <ConfigProvider locale={zhCN} theme={themeFor(isPhone, isDark)} button={{ autoInsertSpace: false }}>
      <AntApp message={{ maxCount: 2, duration: 5 }}>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </AntApp>
    </ConfigProvider>
  );
}
