/** 2xx: the request was received, understood and accepted (RFC 9110 §15.3). */
export function isSuccessful(status: number): boolean {
  return status >= 200 && status <= 299
}
