/**
 * What a person asked this device to remember. The only module that touches the browser's storage;
 * it is called after the person has ticked a box that says so, never before.
 * A browser that forbids storage counts as one that remembers nothing.
 */

const PREFIX = "lotse:";

/** The text under a name, or null. */
export function remembered(name) {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

/** Keeps a text under a name; false if the browser refuses or has no room. */
export function remember(name, text) {
  try {
    localStorage.setItem(PREFIX + name, text);
    return true;
  } catch {
    return false;
  }
}

/** Deletes what stands under a name. */
export function forget(name) {
  try {
    localStorage.removeItem(PREFIX + name);
  } catch {
    // where nothing can be kept, nothing needs to be deleted
  }
}

/** Calls back with the new text, or null, when another window changes what stands under a name. */
export function whenChangedElsewhere(name, callback) {
  addEventListener("storage", (event) => {
    if (event.key === PREFIX + name || event.key === null) callback(event.key === null ? null : event.newValue);
  });
}
