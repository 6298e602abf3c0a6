/**
 * The version of a resource after so many polls: at each poll it changes with this probability, by
 * chance but the same for everybody who asks.
 */
export function versionAt(path: string, poll: number, probability: number): number {
  let version = 0
  for (let past = 1; past <= poll; past++) {
    if (chanceOf(`${path} ${past}`) < probability) version++
  }
  return version
}

/** 0 to below 1, by FNV-1a and a final mix: neighbouring texts must not have neighbouring chances. */
function chanceOf(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}
