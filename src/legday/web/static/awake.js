// The screen stays on while the session is open, where the browser allows it.

let lock = null;

// Ask for it; the answer says whether the screen will stay on.
export async function stayAwake() {
  if (document.visibilityState !== "visible") return false;
  try {
    if (!lock || lock.released) lock = await navigator.wakeLock.request("screen");
    return true;
  } catch { // this browser cannot, the address is not safe enough for it, or the battery is low
    return false;
  }
}

document.addEventListener("visibilitychange", stayAwake); // a lock ends when the page is out of sight
stayAwake();
