import { Image, Swiper, SwiperItem } from "@tarojs/components";
import type { Photo } from "@app/contract/attachments/attachment.schema";
import { serverAddress } from "../../../platform/http";
import { previewPhotos } from "../../../platform/previewPhotos";
import { Pressable } from "../../../ui/Pressable";

/** The facility's photos, to swipe through; a touch shows them whole. */
export function FacilityPhotos({ photos, name }: { readonly photos: readonly Photo[]; readonly name: string }) {
  if (photos.length === 0) return null;
  const addresses = photos.map((photo) => serverAddress(photo.url));
  return (
    <Swiper className="facility-photos" indicatorDots={photos.length > 1} indicatorColor="#ffffff99" indicatorActiveColor="#ffffff" circular>
      {photos.map((photo, position) => (
        <SwiperItem key={photo.attachmentId}>
          <Pressable
            id={`facility-photo-${position + 1}`}
            label={`${name}，第 ${position + 1} 张照片，共 ${photos.length} 张`}
            onPress={() => previewPhotos(addresses, position)}
          >
            <Image className="facility-photos__picture" mode="aspectFill" src={addresses[position] ?? ""} />
          </Pressable>
        </SwiperItem>
      ))}
    </Swiper>
  );
}
