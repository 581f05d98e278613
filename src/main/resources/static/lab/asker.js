/** Between two questions, at least, and at most, where answers are slow. */
const PAUSE_MS = 40;
const LONGEST_PAUSE_MS = 1000;

/**
 * Asks while something changes, from the first change on: one question at a time, the next not
 * before half as much time has passed as the last took. What is asked is waited for, so that answers
 * come while somebody drags, unless it takes long and is outdated.
 */
export class Asker {
  #ask;
  #timer = 0;
  #pause = PAUSE_MS;
  #isDue = false;

  /** When the last question was asked, and when it was answered. */
  #begun = 0;
  #over = 0;

  /** @type {AbortController | null} */
  #asked = null;

  /** @param {(signal: AbortSignal) => Promise<void>} ask fails only if the signal is aborted */
  constructor(ask) {
    this.#ask = ask;
  }

  /** To be called with each change. */
  change() {
    if (this.#asked === null) {
      const wait = this.#over + this.#pause - performance.now();
      this.#timer ||= setTimeout(() => this.#askNow(), Math.max(0, wait));
    } else {
      this.#isDue = true;
      if (performance.now() - this.#begun > LONGEST_PAUSE_MS) {
        this.#asked.abort();
      }
    }
  }

  end() {
    clearTimeout(this.#timer);
    this.#isDue = false;
    this.#asked?.abort();
  }

  async #askNow() {
    this.#timer = 0;
    this.#isDue = false;
    this.#asked = new AbortController();
    this.#begun = performance.now();
    await this.#ask(this.#asked.signal);
    this.#asked = null;
    this.#over = performance.now();
    const took = this.#over - this.#begun;
    this.#pause = Math.min(LONGEST_PAUSE_MS, Math.max(PAUSE_MS, took / 2));
    if (this.#isDue) {
      this.change();
    }
  }
}
