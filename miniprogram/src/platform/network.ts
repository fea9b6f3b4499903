import Taro from "@tarojs/taro";

/** Tells when the phone has a network again and when the person comes back to the application: the moments to send what waits. */
export function onBackInReach(act: () => void): void {
  Taro.onNetworkStatusChange(({ isConnected }) => {
    if (isConnected) act();
  });
  Taro.onAppShow(act);
}
