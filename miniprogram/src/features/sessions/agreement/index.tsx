import { AgreementText } from "../../../api/AgreementText";
import { Card } from "../../../ui/Card";
import { Page } from "../../../ui/Page";

/** To be read at any time, without agreeing to anything. */
export default function AgreementPage() {
  return (
    <Page>
      <Card>
        <AgreementText />
      </Card>
    </Page>
  );
}
