import { Text, View } from "@tarojs/components";
import { COLLECTED, PRIVACY_NOTICE, USER_AGREEMENT, type AgreementSection } from "@app/contract/personalData/agreement";
import "./agreement.css";

/** Both texts in full, in plain words: what is collected and why stands first. */
export function AgreementText() {
  return (
    <View className="agreement">
      <View className="agreement__title">个人信息保护说明</View>
      {COLLECTED.map(({ what, why, kept }) => (
        <View key={what} className="agreement__item">
          <View className="agreement__what">{what}</View>
          <View>{why}</View>
          <View className="agreement__kept">{`保存：${kept}。`}</View>
        </View>
      ))}
      {PRIVACY_NOTICE.map((section) => (
        <Section key={section.title} section={section} />
      ))}
      <View className="agreement__title">用户协议</View>
      {USER_AGREEMENT.map((section) => (
        <Section key={section.title} section={section} />
      ))}
    </View>
  );
}

function Section({ section: { title, lines } }: { readonly section: AgreementSection }) {
  return (
    <View className="agreement__item">
      <View className="agreement__what">{title}</View>
      {lines.map((line) => (
        <View key={line}>
          <Text>{line}</Text>
        </View>
      ))}
    </View>
  );
}
