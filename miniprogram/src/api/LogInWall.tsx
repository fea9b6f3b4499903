import { View } from "@tarojs/components";
import { useState } from "react";
import { logIn } from "./logIn";
import { Button } from "../ui/Button";
import { EmptyState } from "../ui/EmptyState";
import { NoticeBar } from "../ui/NoticeBar";

/** Stands where something belongs to a person and nobody is logged in. */
export function LogInWall({ message, onLoggedIn }: { readonly message: string; readonly onLoggedIn: () => void }) {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  const start = async (): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    const outcome = await logIn();
    if (outcome.kind === "LEAVING") return;
    setBusy(false);
    if (outcome.kind === "FAILED") return setProblem(outcome.message);
    onLoggedIn();
  };

  return (
    <View>
      <EmptyState title={message} hint="用微信登录，无需注册。" />
      {problem !== undefined && <NoticeBar tone="bad">{problem}</NoticeBar>}
      <Button id="log-in" loading={isBusy} onPress={() => void start()}>
        微信登录
      </Button>
    </View>
  );
}
