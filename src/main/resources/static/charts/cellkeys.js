/** How far an arrow key goes with Shift. */
const STRIDE = 10;

/**
 * Where keys lead: columns to the right, rows up.
 *
 * @type {Map<string, [across: number, up: number]>}
 */
const MOVES = new Map([
  ["ArrowRight", [1, 0]],
  ["ArrowLeft", [-1, 0]],
  ["ArrowUp", [0, 1]],
  ["ArrowDown", [0, -1]],
  ["Home", [Number.NEGATIVE_INFINITY, 0]],
  ["End", [Number.POSITIVE_INFINITY, 0]],
]);

/**
 * The cell that a key leads to; null if it leads nowhere.
 *
 * @param {{key: string, shiftKey: boolean}} event
 * @param {{at: number, row: number}} from
 * @param {{columns: number, rows: number}} size
 */
export function placeBeside({key, shiftKey}, {at, row}, {columns, rows}) {
  const move = MOVES.get(key);
  if (!move) {
    return null;
  }
  const stride = shiftKey ? STRIDE : 1;
  return {
    at: within(at + (move[0] && move[0] * stride), columns),
    row: within(row + move[1] * stride, rows),
  };
}

/**
 * @param {number} index
 * @param {number} length
 */
function within(index, length) {
  return Math.max(0, Math.min(length - 1, index));
}
