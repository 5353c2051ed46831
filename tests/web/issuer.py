"""A small issuer of identities (OpenID Connect) that a test can have tell the truth, or not."""

from __future__ import annotations

import json
import threading
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "legday-at-home", "the client's secret"


class Issuer:
    """Vouches for ``subject`` to whoever comes with the code and the verifier that belong together."""

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
        self.signs_with = self.key
        self.subject = "anna-elsewhere"
        self.claims: dict[str, Any] = {}
        self.asked: dict[str, dict[str, str]] = {}
        self.address = ""
        self.moved: set[str] = set()  # the paths that lead elsewhere
        self.ends: dict[str, str] = {}

    def agree(self, address: str) -> dict[str, str]:
        """What the browser brings back after somebody said yes at the address it was sent to."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        code = f"code-{len(self.asked)}"
        self.asked[code] = asked
        return {"code": code, "state": asked["state"]}

    def answer(self, path: str, form: dict[str, str]) -> dict[str, Any]:
        if path.endswith("openid-configuration"):
            ends = {"authorization_endpoint": "/authorize", "token_endpoint": "/token", "jwks_uri": "/keys"}
            return {"issuer": self.address, **{name: self.address + end for name, end in ends.items()}, **self.ends}
        if path == "/keys":
            return {"keys": [self.key.as_dict(private=False)]}
        asked = self.asked.pop(form["code"])
        challenge = urlsafe_b64encode(sha256(form["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        if asked["code_challenge_method"] != "S256" or challenge != asked["code_challenge"]:
            return {"error": "invalid_grant"}
        said = {"iss": self.address, "aud": CLIENT, "sub": self.subject, "nonce": asked["nonce"]}
        said |= {"exp": int(time.time()) + 300, "iat": int(time.time()), **self.claims}
        token = jwt.encode({"alg": "RS256", "kid": "one"}, said, self.signs_with)
        return {"access_token": "x", "token_type": "Bearer", "id_token": token}


@contextmanager
def served() -> Iterator[Issuer]:
    """An issuer at an address of its own."""
    issuer = Issuer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.reply({})

        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self.reply({name: values[0] for name, values in parse_qs(sent).items()})

        def reply(self, form: dict[str, str]) -> None:
            path = urlsplit(self.path).path
            if path in issuer.moved:
                self.send_response(307)
                self.send_header("Location", f"{issuer.address}/moved{path}")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            body = json.dumps(issuer.answer(path.removeprefix("/moved"), form)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    issuer.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield issuer
    server.shutdown()
    server.server_close()
