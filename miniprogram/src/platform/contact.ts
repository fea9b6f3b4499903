import Taro from "@tarojs/taro";

export async function callPhone(phoneNumber: string): Promise<void> {
  try {
    await Taro.makePhoneCall({ phoneNumber });
  } catch {
    // The person closed the dialler.
  }
}

export async function copyText(text: string): Promise<void> {
  await Taro.setClipboardData({ data: text });
}
