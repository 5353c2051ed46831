"""What docs/host.md tells people to set up is set up here, as it stands there, and tried."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))  # the server stands beside the tests
from served import free_port, home_with_an_account, served

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "host.md").read_text(encoding="utf-8")
NAME = "legs.home.arpa"
PASSWORD = "a long word for a test"  # noqa: S105 - of an account that lives for a second


def recipe(language: str) -> str:
    """The one block of the guide in a language."""
    [found] = re.findall(rf"```{language}\n(.*?)```", GUIDE, flags=re.DOTALL)
    return str(found)


def needed(program: str) -> str:
    """The path of a program that a recipe is for."""
    found = shutil.which(program) or shutil.which(program, path="/usr/sbin:/sbin")
    if found is None:
        pytest.skip(f"{program} is not installed")
    return found


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The certificates, made by the commands of the guide."""
    needed("openssl")
    folder = tmp_path_factory.mktemp("certificates")
    subprocess.run(["sh", "-euc", recipe("sh")], cwd=folder, check=True, capture_output=True)
    return folder


def trusting(authority: Path) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(authority))


class Named(http.client.HTTPSConnection):
    """A connection to this machine under another name, as if its name led here."""

    def __init__(self, name: str, port: int, context: ssl.SSLContext) -> None:
        super().__init__(name, port, context=context, timeout=20)
        self._create_connection = lambda address, *rest, **more: socket_to(port)


def socket_to(port: int) -> object:
    import socket

    return socket.create_connection(("127.0.0.1", port), 20)


def ask(port: int, authority: Path, path: str = "/healthz", **headers: str) -> http.client.HTTPResponse:
    connection = Named(NAME, port, trusting(authority))
    connection.request("GET", path, headers=headers)
    return connection.getresponse()


@contextmanager
def running(command: list[str], port: int) -> Iterator[None]:
    """A program in front that listens on a port until the block ends."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as proxy:
        try:
            for _ in range(200):
                try:
                    socket_to(port).close()
                    break
                except OSError:
                    assert proxy.poll() is None, proxy.stderr and proxy.stderr.read()
                    time.sleep(0.05)
            yield
        finally:
            proxy.terminate()
            proxy.wait(20)


def nginx(folder: Path, made: Path, back: int, front: int, plain: int) -> list[str]:
    """The command that runs nginx by the guide's recipe, on ports that are free, below a folder."""
    rules = recipe("nginx").replace("/etc/legday", str(made)).replace("127.0.0.1:8137", f"127.0.0.1:{back}")
    rules = rules.replace("listen 80;", f"listen 127.0.0.1:{plain};")
    rules = rules.replace("listen 443 ", f"listen 127.0.0.1:{front} ")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    file = folder / "nginx.conf"
    file.write_text(
        f"pid {folder}/nginx.pid; error_log stderr; events {{}} http {{ access_log off; {places} {rules} }}",
        encoding="utf-8",
    )
    return [needed("nginx"), "-p", str(folder), "-c", str(file), "-g", "daemon off;"]


@pytest.fixture
def front(tmp_path: Path, made: Path) -> Iterator[SimpleNamespace]:
    """legday behind nginx, both set up as the guide says."""
    needed("nginx")
    back, port, plain = free_port(), free_port(), free_port()
    env = home_with_an_account(tmp_path / "home")
    subprocess.run(
        [sys.executable, "-c", "from legday.cli import main; main()", "account", "password", "Anna"],
        env=env, input=f"{PASSWORD}\n", text=True, check=True, capture_output=True,
    )  # fmt: skip
    address = f"https://{NAME}:{port}"
    with (
        served(env, "--port", str(back), "--proxy", "127.0.0.1", "--address", address),
        running(nginx(tmp_path, made, back, port, plain), port),
    ):
        yield SimpleNamespace(port=port, plain=plain, address=address, authority=made / "ca.pem")


def test_the_authority_of_the_guide_vouches_for_the_name_and_for_no_other(made: Path, tmp_path: Path) -> None:
    def vouched(name: str) -> str:
        command = ["openssl", "verify", "-CAfile", "ca.pem", "-verify_hostname", name, "legs.pem"]
        done = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)
        return done.stdout + done.stderr

    folder = shutil.copytree(made, tmp_path / "copy")
    assert vouched(NAME) == "legs.pem: OK\n"
    another = "openssl req -newkey" + recipe("sh").split("openssl req -newkey")[1].replace(NAME, "bank.example")
    subprocess.run(["sh", "-euc", another], cwd=folder, check=True, capture_output=True)
    assert "permitted subtree violation" in vouched("bank.example")


@pytest.mark.long
def test_legday_behind_the_nginx_of_the_guide_answers_by_https_only(front: SimpleNamespace) -> None:
    assert ask(front.port, front.authority).status == 200
    asked = http.client.HTTPConnection("127.0.0.1", front.plain, timeout=20)
    asked.request("GET", "/week", headers={"Host": NAME})
    moved = asked.getresponse()
    assert (moved.status, moved.getheader("location")) == (308, f"https://{NAME}/week")
    assert ask(front.port, front.authority, Host="localhost").status == 403  # our own name for this machine


@pytest.mark.long
def test_legday_behind_the_caddy_of_the_guide_answers(tmp_path: Path) -> None:
    caddy = needed("caddy")
    back, port = free_port(), free_port()
    site = recipe("caddy").replace("127.0.0.1:8137", f"127.0.0.1:{back}").replace(NAME, f"{NAME}:{port}")
    options = (
        f"{{\n admin off\n auto_https disable_redirects\n skip_install_trust\n storage file_system {tmp_path}\n}}\n"
    )
    (tmp_path / "Caddyfile").write_text(options + site, encoding="utf-8")
    env = home_with_an_account(tmp_path / "home")
    command = [caddy, "run", "--adapter", "caddyfile", "--config", str(tmp_path / "Caddyfile")]
    with (
        served(env, "--port", str(back), "--proxy", "127.0.0.1", "--address", f"https://{NAME}:{port}"),
        running(command, port),
    ):
        authority = tmp_path / "pki" / "authorities" / "local" / "root.crt"
        assert ask(port, authority).status == 200
        assert ask(port, authority, "/week").getheader("location", "").startswith("/sign-in")


@pytest.mark.long
def test_legday_with_the_certificate_of_the_guide_answers(tmp_path: Path, made: Path) -> None:
    port = free_port()
    words = ("--port", str(port), "--cert", str(made / "legs.pem"), "--key", str(made / "legs.key"))
    with served(home_with_an_account(tmp_path / "home"), *words) as address:
        assert address == f"https://{NAME}:{port}/"
        assert ask(port, made / "ca.pem").status == 200


@pytest.mark.browser
def test_a_browser_that_trusts_the_authority_has_everything_that_https_gives(
    front: SimpleNamespace, chromium: str, tmp_path: Path
) -> None:

    certutil = needed("certutil")
    store = tmp_path / ".pki" / "nssdb"
    store.mkdir(parents=True)
    subprocess.run([certutil, "-d", f"sql:{store}", "-N", "--empty-password"], check=True)
    trust = ["-A", "-n", "legday", "-t", "C,,", "-i", str(front.authority)]
    subprocess.run([certutil, "-d", f"sql:{store}", *trust], check=True)
    with ThreadPoolExecutor(1) as thread:  # the browser of other tests has this thread's event loop
        thread.submit(look, front, chromium, tmp_path).result()


def look(front: SimpleNamespace, chromium: str, home: Path) -> None:
    """Sign in with a browser whose home trusts the authority, and see what https gives."""
    flags = ["--no-sandbox", "--disable-gpu", f"--host-resolver-rules=MAP {NAME} 127.0.0.1"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=flags, env={**os.environ, "HOME": str(home)}
        )
        page = browser.new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.goto(f"{front.address}/sign-in")
        assert not page.locator("#insecure").is_visible()
        page.get_by_label("Name").first.fill("Anna")
        page.get_by_label("Password").first.fill(PASSWORD)
        page.get_by_role("button", name="Sign in with a password").click()
        page.wait_for_url(f"{front.address}/")
        [cookie] = page.context.cookies()
        assert (cookie["name"], cookie["secure"], cookie["httpOnly"]) == ("__Host-legday", True, True)
        # A worker is refused where the certificate is not trusted, however often a warning was clicked away.
        page.evaluate('script => navigator.serviceWorker.register(script, {type: "module"})', worker(page.content()))
        assert passkey_is_made(page)
        assert page.evaluate("navigator.storage.persist !== undefined && navigator.wakeLock !== undefined")
        assert complaints == []
        browser.close()


def passkey_is_made(page: Page) -> bool:
    """Make a passkey with an authenticator made of software; false where none came of it."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    id = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]
    page.goto(page.url + "account")
    page.locator("form[data-passkey=create]").get_by_role("button").click()
    page.get_by_role("button", name="Remove the passkey").wait_for()
    return len(session.send("WebAuthn.getCredentials", {"authenticatorId": id})["credentials"]) == 1


def worker(page: str) -> str:
    """A script of ours that does nothing where there is no page."""
    return re.sub(r"page\.js$", "tempo.js", re.findall(r'src="(/static/\w+/page\.js)"', page)[0])


@pytest.mark.parametrize("unit", sorted((ROOT / "contrib").iterdir()), ids=lambda unit: unit.name)
def test_systemd_understands_what_contrib_holds(unit: Path, tmp_path: Path) -> None:
    analyze = needed("systemd-analyze")
    for other in (ROOT / "contrib").iterdir():  # the program that is installed elsewhere stands for ours
        text = other.read_text(encoding="utf-8").replace("/opt/legday/bin/legday", sys.executable)
        (tmp_path / other.name).write_text(text, encoding="utf-8")
    looked = subprocess.run([analyze, "verify", unit.name], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (looked.returncode, looked.stderr) == (0, "")
