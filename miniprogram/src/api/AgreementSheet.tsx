import { View } from "@tarojs/components";
import { AGREEMENT_VERSION } from "@app/contract/personalData/agreement";
import { AgreeButton } from "../platform/AgreeButton";
import { Button } from "../ui/Button";
import { Sheet } from "../ui/Sheet";
import { AgreementText } from "./AgreementText";
import { answerAgreement, useAgreementAsked } from "./agreement";
import { useMe } from "./session";

/** Over whatever page is open: before anything is asked of a person, and again when the text has changed since they agreed. */
export function AgreementSheet() {
  const isAsked = useAgreementAsked();
  const me = useMe();
  const isOutdated = me !== undefined && me.agreedVersion !== AGREEMENT_VERSION;
  if (!isAsked && !isOutdated) return null;
  const refuse = (): void => void answerAgreement(false);
  return (
    <Sheet title={isOutdated && me.agreedVersion !== undefined ? "协议有更新" : "请先了解"} onClose={refuse}>
      <View className="agreement-sheet__lead">登录前请看一看：我们收集哪些信息、用来做什么。不同意也可以继续浏览开放单位。</View>
      <View className="agreement-sheet__text" id="agreement-text">
        <AgreementText />
      </View>
      <AgreeButton id="agree" onAgree={() => void answerAgreement(true)}>
        同意并继续
      </AgreeButton>
      <View className="agreement-sheet__no">
        <Button id="disagree" kind="ghost" onPress={refuse}>
          不同意
        </Button>
      </View>
    </Sheet>
  );
}
