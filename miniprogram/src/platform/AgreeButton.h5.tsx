import { Button } from "../ui/Button";
import type { AgreeButtonProps } from "./wechatButtonProps";

export function AgreeButton({ id, onAgree, children }: AgreeButtonProps) {
  return (
    <Button id={id} onPress={onAgree}>
      {children}
    </Button>
  );
}
