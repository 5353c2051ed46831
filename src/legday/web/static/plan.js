// While a week is planned: how far the search is, and a way to take the best week so far.

const TELL_MS = 400;

function card() {
  const found = document.createElement("section");
  found.className = "card searching";
  found.innerHTML = "<p role=status></p><progress max=1 aria-label='How sure it is'></progress><button class='button quiet' type=button hidden>Take this one</button>";
  return found;
}

// The first answer has the widest gap; from there the search closes it.
function words({ objective, bound, seconds }, first) {
  const sure = first > 0 ? 1 - (bound - objective) / first : 1;
  return [`A week is found. Making sure that none is better, ${Math.round(seconds)} s.`, Math.max(0, Math.min(1, sure))];
}

async function follow(shown, going) {
  let first = 0;
  const [text, bar, take] = shown.children;
  take.addEventListener("click", () => { take.disabled = true; fetch("/api/v1/search/end", { method: "POST" }); });
  while (going()) {
    await new Promise((resolve) => setTimeout(resolve, TELL_MS));
    const { running, found } = await (await fetch("/api/v1/search")).json();
    if (!going() || !running || !found) continue;
    first = Math.max(first, found.bound - found.objective);
    [text.textContent, bar.value] = words(found, first);
    take.hidden = found.seconds < 2;
  }
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  const wanted = form.matches("[data-plan]") && (!form.dataset.plan || event.submitter?.matches(form.dataset.plan));
  if (!wanted || event.defaultPrevented) return;
  event.preventDefault();
  const shown = card();
  form.closest(".title, .card, form").after(shown);
  shown.children[0].textContent = "Looking for the best week that fits your life…";
  let going = true;
  follow(shown, () => going).catch(() => {});
  try {
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form, event.submitter)) });
    going = false;
    if (answer.redirected) return location.assign(answer.url);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.querySelector("main").replaceWith(page.querySelector("main"));
  } catch {
    going = false;
    shown.children[0].textContent = "legday did not answer. Your log is safe. Load the page again and plan once more.";
  }
});
