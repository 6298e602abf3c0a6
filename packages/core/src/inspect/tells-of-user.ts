/**
 * Is the id of the user in this text: all of it, or a part between signs, in whatever case? An id within a
 * longer word is none. Pure.
 */
export function tellsOfUser(text: string, user: string | null | undefined): boolean {
  if (!user) return false
  const [all, id] = [text.toLowerCase(), user.toLowerCase()]
  for (let at = all.indexOf(id); at >= 0; at = all.indexOf(id, at + 1)) {
    if (!isWordSign(all[at - 1]) && !isWordSign(all[at + id.length])) return true
  }
  return false
}

function isWordSign(sign: string | undefined): boolean {
  return sign !== undefined && /[\p{L}\p{N}_]/u.test(sign)
}
