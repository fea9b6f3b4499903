const KEY = "civic-green.back-office.announcement-sound";

/** Off until somebody wants it; remembered by this browser. */
export const isSoundOn = (): boolean => localStorage.getItem(KEY) === "on";
export function chooseSound(isOn: boolean): void {
  localStorage.setItem(KEY, isOn ? "on" : "off");
  if (isOn) playAlert("语音提醒已打开");
}

/** A chime, then the words read aloud (seed 004, 5.2.11.2); a computer without a Chinese voice stays with the chime. */
export function playAlert(words: string): void {
  playChime();
  if (!("speechSynthesis" in window)) return;
  const spoken = new SpeechSynthesisUtterance(words);
  spoken.lang = "zh-CN";
  const voice = speechSynthesis.getVoices().find(({ lang }) => /^zh\b/i.test(lang));
  if (voice !== undefined) spoken.voice = voice;
  speechSynthesis.speak(spoken);
}

/** Two short tones. A browser that plays nothing before the first click stays silent. */
function playChime(): void {
  try {
    const audio = new AudioContext();
    for (const [index, frequency] of [880, 1174].entries()) {
      const tone = audio.createOscillator();
      const volume = audio.createGain();
      const from = audio.currentTime + index * 0.18;
      tone.frequency.value = frequency;
      volume.gain.setValueAtTime(0.12, from);
      volume.gain.exponentialRampToValueAtTime(0.001, from + 0.3);
      tone.connect(volume).connect(audio.destination);
      tone.start(from);
      tone.stop(from + 0.3);
    }
    setTimeout(() => void audio.close(), 1_000);
  } catch {
    // No sound on this computer: the notification is there to be seen.
  }
}
