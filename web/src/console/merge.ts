/** Two people's changes of the same texts together; `clash`: what both changed, differently. There the own one is in the result. */
export function merged<Part extends string>(
  base: Record<Part, string>,
  mine: Record<Part, string>,
  theirs: Record<Part, string>
): { result: Record<Part, string>; clash: Part[] } {
  const parts = Object.keys(base) as Part[];
  const clash = parts.filter(
    part => mine[part] !== base[part] && theirs[part] !== base[part] && mine[part] !== theirs[part]
  );
  const result = Object.fromEntries(
    parts.map(part => [part, mine[part] === base[part] ? theirs[part] : mine[part]])
  ) as Record<Part, string>;
  return { result, clash };
}
