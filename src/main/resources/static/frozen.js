/**
 * The first script of the page: what all values inherit stays as the language gives it, whatever is
 * read of addresses, files and answers later. Errors are left out, whose names are assigned.
 */
overridable(Object.prototype);
for (const each of [Object, Array, Function, String, Number, Boolean, Map, Set, Promise]) {
  Object.freeze(each);
  Object.freeze(each.prototype);
}

/**
 * Lets other objects have members of their own by names that they inherit, as ECharts assigns
 * `constructor`: a frozen member would forbid that.
 *
 * @param {object} prototype
 */
function overridable(prototype) {
  for (const [name, {value}] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
    if (value !== undefined) {
      Object.defineProperty(prototype, name, {
        get: () => value,
        set(own) {
          if (this === prototype) {
            throw new TypeError(`What all values inherit stays as it is: ${name}.`);
          }
          const member = {value: own, writable: true, enumerable: true, configurable: true};
          Object.defineProperty(this, name, member);
        },
      });
    }
  }
}
