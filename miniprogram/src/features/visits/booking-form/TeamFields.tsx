import { HeadsField } from "../HeadsField";
import { Card } from "../../../ui/Card";
import { Field } from "../../../ui/Field";
import { memberNames } from "./memberNames";
import type { useBookingForm } from "./useBookingForm";

type Form = ReturnType<typeof useBookingForm>;

/** What the facility decides by: who they are, how many, and why they come. */
export function TeamFields({ form }: { readonly form: Form }) {
  const { draft, problems } = form;
  return (
    <Card title="团队信息">
      <Field
        id="teamName"
        label="团队名称"
        required
        maxLength={50}
        value={draft.teamName}
        onChange={(teamName) => form.change({ teamName })}
        placeholder="学校、单位或社区的名称"
        error={problems.teamName}
      />
      <HeadsField value={draft.heads} onChange={form.changeHeads} hint={`这个场次共 ${draft.slot.capacityHeads} 个名额`} error={problems.heads} />
      <Field
        id="purpose"
        label="参观目的"
        required
        multiline
        maxLength={200}
        value={draft.purpose}
        onChange={(purpose) => form.change({ purpose })}
        placeholder="例如：初二年级环保研学"
        error={problems.purpose}
      />
    </Card>
  );
}

/** What helps the facility prepare, and may be left out. */
export function TeamPreparation({ form }: { readonly form: Form }) {
  const { draft, problems } = form;
  const count = memberNames(draft.members).length;
  return (
    <>
      <Field
        id="members"
        label="成员名单"
        multiline
        maxLength={20_000}
        value={draft.members}
        onChange={(members) => form.change({ members })}
        placeholder="每行一个姓名，可从表格里整列粘贴"
        hint={count === 0 ? "只给开放单位看，用于入场登记。" : `已填 ${count} 人${draft.heads === 0 ? "" : `，共 ${draft.heads} 人`}`}
        error={problems.members}
      />
      <Field
        id="transport"
        label="交通说明"
        maxLength={100}
        value={draft.transport}
        onChange={(transport) => form.change({ transport })}
        placeholder="例如：两辆 45 座大巴，约 8:40 到"
        error={problems.transport}
      />
    </>
  );
}
