import Taro from "@tarojs/taro";

/** Shows a place in WeChat's map, from where the person can start any map application. Degrees in GCJ-02. */
export interface Place {
  readonly latitude: number;
  readonly longitude: number;
  readonly name: string;
  readonly address: string;
}

export async function openMap(place: Place): Promise<void> {
  try {
    await Taro.openLocation({ ...place, scale: 16 });
  } catch {
    // The person came back without choosing.
  }
}
