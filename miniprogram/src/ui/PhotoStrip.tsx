import { Image, View } from "@tarojs/components";
import type { Photo } from "@app/contract/attachments/attachment.schema";
import { serverAddress } from "../platform/http";
import { previewPhotos } from "../platform/previewPhotos";
import { aria } from "./aria";
import { Pressable } from "./Pressable";

/** Thumbnails in rows; a tap shows them in full size. Shows nothing where there is no picture. */
export function PhotoStrip({ photos, label = "照片" }: { readonly photos: readonly Photo[]; readonly label?: string }) {
  if (photos.length === 0) return null;
  const open = (position: number): void =>
    previewPhotos(
      photos.map((photo) => serverAddress(photo.url)),
      position,
    );
  return (
    <View className="photos" {...aria({ role: "list", label })}>
      {photos.map((photo, position) => (
        <Pressable
          key={photo.attachmentId}
          id={`photo-open-${position + 1}`}
          label={`${label}，第 ${position + 1} 张，共 ${photos.length} 张`}
          onPress={() => open(position)}
        >
          <Image className="photos__picture" mode="aspectFill" src={serverAddress(photo.thumbnailUrl)} />
        </Pressable>
      ))}
    </View>
  );
}
