export const periods = ['7', '30', '90', ''] as const;
export type Period = (typeof periods)[number];

/** The first day of a period of so many days that ends today; nothing for all the time. */
export function fromOf(period: Period, now = new Date()): string | undefined {
  if (!period) return undefined;
  return new Date(now.getTime() - Number(period) * 86_400_000).toISOString().slice(0, 10);
}
