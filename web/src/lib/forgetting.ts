/** What modules hold of a person goes with what is kept on the device: whoever signs in next in this tab sees none of it. */
const forgetters = new Set<() => void>();

export const onForget = (forget: () => void): void => void forgetters.add(forget);

export const forgetHeld = (): void => forgetters.forEach(forget => forget());
