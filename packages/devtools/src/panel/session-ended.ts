/** In place of what an action has done whose session is over: that may name what was its user's. */
export const SESSION_ENDED = 'The session ended meanwhile: see what is stored now, and try again.'
