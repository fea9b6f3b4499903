import { useState } from "react";
import { Button } from "../../../ui/Button";
import { Field } from "../../../ui/Field";
import { Sheet } from "../../../ui/Sheet";
import { GATE_NAME_MAX } from "./gateName";

export function GateNameSheet({ name, onSave, onClose }: { readonly name: string; readonly onSave: (name: string) => void; readonly onClose: () => void }) {
  const [typed, setTyped] = useState(name);
  return (
    <Sheet title="闸口名称" onClose={onClose}>
      <Field
        id="gate-name-input"
        label="这部手机在哪个闸口"
        required
        maxLength={GATE_NAME_MAX}
        value={typed}
        onChange={setTyped}
        hint="会记在每次入场后面，多个闸口时方便查找。"
      />
      <Button id="gate-name-save" disabled={typed.trim() === ""} onPress={() => onSave(typed.trim())}>
        保存
      </Button>
    </Sheet>
  );
}
