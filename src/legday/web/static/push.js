// Reminders in the service worker: shows what was pushed, and does what is tapped there.
// A classic script without imports, so that a worker can load it with importScripts or import it.

const OFFERED = [
  { action: "hour", title: "In an hour" },
  { action: "no", title: "Not today" },
  { action: "start", title: "Start" },
];

self.addEventListener("push", (event) => {
  let said = {};
  try { said = event.data.json(); } catch { /* a push without words still has to show something */ }
  const { title = "Legs", body = "", url = "/", planned = "" } = said;
  const isSession = planned !== "" && planned !== "test";
  event.waitUntil(self.registration.showNotification(title, {
    body,
    tag: planned || "legday", // one for each session, however often it comes
    data: { url, planned },
    // Most systems show two; a tap on the words themselves opens the session anyway.
    actions: isSession ? OFFERED.slice(0, self.Notification?.maxActions ?? 2) : [],
  }));
});

self.addEventListener("notificationclick", (event) => {
  const { url, planned } = event.notification.data ?? {};
  event.notification.close();
  const puts = event.action === "hour" || event.action === "no";
  event.waitUntil(puts ? putOff(planned, event.action) : open(planned === "test" ? "/reminders" : url));
});

async function putOff(planned, until) {
  try {
    const answer = await fetch(`/reminders/${encodeURIComponent(planned)}/snooze`, {
      method: "POST",
      headers: { accept: "application/json" },
      body: new URLSearchParams({ until }),
      redirect: "manual",
    });
    if (answer.status === 204) return undefined;
  } catch { /* no signal: the page will say so */ }
  return open("/reminders"); // signed out, too late for an hour, or no signal: to be settled there
}

async function open(path = "/") {
  const address = new URL(path, self.location.origin);
  if (address.origin !== self.location.origin) return undefined;
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = windows.find((one) => one.url === address.href);
  return there ? there.focus() : self.clients.openWindow(address.href);
}
