import { chooseTextSize, useTextSize } from "../../platform/textSize";
import { Card } from "../../ui/Card";
import { Chips } from "../../ui/Chips";
import { Page } from "../../ui/Page";

export default function MePage() {
  const textSize = useTextSize();
  return (
    <Page>
      <Card title="文字大小">
        <Chips
          label="文字大小"
          layout="segments"
          options={[
            { value: "STANDARD", label: "标准" },
            { value: "LARGE", label: "大字" },
          ]}
          value={textSize}
          onChange={chooseTextSize}
        />
      </Card>
    </Page>
  );
}
