/**
 * The token that the service asks for. It stays in this tab: another has to be told it again, and a
 * closed one forgets it.
 *
 * @typedef {(isWrong: boolean) => Promise<string | null>} Asker asks somebody for a token; `isWrong`
 *     if the last one was not good; null if they do not tell one
 */

const PLACE = "gradtrace.token";

/** @type {Asker} */
let asker = () => Promise.resolve(null);

/**
 * What is being asked for all requests that wait, or was not told.
 *
 * @type {Promise<string | null> | null}
 */
let asking = null;

/**
 * Says who is to be asked.
 *
 * @param {Asker} somebody
 */
export function askWith(somebody) {
  asker = somebody;
  asking = null;
}

/** Lets somebody be asked again who did not tell one. */
export function askAgain() {
  asking = null;
}

/** The token of this tab; null if there is none. */
export function known() {
  return sessionStorage.getItem(PLACE);
}

/**
 * A token in place of one that was refused, or of none: that of this tab if it is another by now,
 * else what somebody tells, who is asked once for all that wait.
 *
 * @param {string | null} refused
 * @returns {Promise<string | null>} null if nobody tells one
 */
export function instead(refused) {
  const present = known();
  if (present !== null && present !== refused) {
    return Promise.resolve(present);
  }
  sessionStorage.removeItem(PLACE);
  asking ??= told(refused !== null);
  return asking;
}

/** @param {boolean} isWrong */
async function told(isWrong) {
  const token = await asker(isWrong);
  if (token !== null) {
    sessionStorage.setItem(PLACE, token);
    asking = null;
  }
  return token;
}
