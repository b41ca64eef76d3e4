/** Which item of a bundle a reason is about: its code says so, `condition:<item>/<id>`. */
export function ofMember<T extends { item: string }>(members: readonly T[] | undefined, code: string): T | undefined {
  return members?.find(({ item }) => code.startsWith(`condition:${item}/`) || code.startsWith(`risk:${item}/`));
}
