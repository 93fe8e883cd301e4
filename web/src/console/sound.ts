let context: AudioContext | undefined;

/** Two short notes for news, for who chose to hear them. A page that nobody has touched yet stays silent. */
export async function chime(): Promise<void> {
  if (!navigator.userActivation.hasBeenActive) return;
  context ??= new AudioContext();
  if (context.state === 'suspended') await context.resume();
  const volume = context.createGain();
  volume.gain.value = 0.05;
  volume.connect(context.destination);
  for (const [at, pitch] of [660, 880].entries()) {
    const note = context.createOscillator();
    note.frequency.value = pitch;
    note.connect(volume);
    note.start(context.currentTime + at * 0.12);
    note.stop(context.currentTime + at * 0.12 + 0.1);
  }
}
