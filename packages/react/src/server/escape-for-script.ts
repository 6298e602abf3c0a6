/**
 * JSON that may stand in a `<script>`, as text or as a JavaScript literal: nothing in it can end the
 * element, begin a comment, or end a line (HTML §4.12.1.3, ECMA-262 §12.3).
 */
export function escapeForScript(json: string): string {
  return json.replaceAll(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
