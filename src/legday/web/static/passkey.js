// Passkeys: the one thing of signing in that a page cannot do without script.

const toBytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

// What the server sends as text is asked for in bytes, and the other way round.
const opened = (options) => ({
  ...options,
  challenge: toBytes(options.challenge),
  ...(options.user && { user: { ...options.user, id: toBytes(options.user.id) } }),
  ...Object.fromEntries(
    ["excludeCredentials", "allowCredentials"]
      .filter((list) => options[list])
      .map((list) => [list, options[list].map((one) => ({ ...one, id: toBytes(one.id) }))]),
  ),
});

const closed = ({ id, rawId, type, response }) => ({
  id,
  rawId: toText(rawId),
  type,
  response: Object.fromEntries(
    ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]
      .filter((part) => response[part])
      .map((part) => [part, toText(response[part])]),
  ),
});

const send = async (path, body, type) => {
  const answer = await fetch(path, { method: "POST", body, headers: type ? { "Content-Type": type } : {} });
  const said = await answer.json();
  if (said.next && !answer.ok) location.assign(said.next);
  if (!answer.ok) throw new Error([said.error, said.remedy].join(" "));
  return said;
};

const words = (error) =>
  ({
    NotAllowedError: "That did not happen. Try again when you are ready.",
    InvalidStateError: "This device has a passkey for you already.",
    TypeError: "legday cannot be reached. Try again when it can.",
  })[error.name] ?? error.message;

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.hidden = !window.PublicKeyCredential;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const problem = form.querySelector("[data-passkey-problem]");
    const button = form.querySelector("button");
    const typed = new URLSearchParams(new FormData(form));
    problem.textContent = "";
    button.disabled = true;
    try {
      const publicKey = opened(await send(`${form.action}/options`, typed));
      const credential = await navigator.credentials[form.dataset.passkey]({ publicKey });
      const handed = { credential: closed(credential), fields: Object.fromEntries(typed) };
      location.assign((await send(form.action, JSON.stringify(handed), "application/json")).next);
    } catch (error) {
      problem.textContent = words(error);
    } finally {
      button.disabled = false;
    }
  });
}
