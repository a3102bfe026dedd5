"""A vault on this machine for the engine's secrets: it opens with a key's version only what that version has closed."""

import json
import threading
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TOKEN = "of-this-test"


class Transit(BaseHTTPRequestHandler):
    """The two calls of HashiCorp Vault that the engine makes; a name ends with its version, as a key's in Azure."""

    def do_PUT(self) -> None:
        """Close or open a text; what is closed says by which key, which is enough for what is no secret."""
        _, _, _, act, key = self.path.split("/", 4)
        sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if act == "encrypt":
            self.answer(200, {"ciphertext": b64encode(f"{key} {sent['plaintext']}".encode()).decode()})
            return
        closed_by, _, plaintext = b64decode(sent["ciphertext"]).decode().partition(" ")
        self.answer(*((200, {"plaintext": plaintext}) if closed_by == key else (400, {})))

    def answer(self, status: int, data: dict[str, str]) -> None:
        """Send what Vault would."""
        body = json.dumps({"data": data} if data else {"errors": ["cipher: message authentication failed"]}).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def vault() -> Iterator[dict[str, str]]:
    """Run the vault, and yield the environment in which the engine finds it as `hashivault://<name>/<version>`."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Transit)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield {"VAULT_ADDR": f"http://127.0.0.1:{server.server_port}", "VAULT_TOKEN": TOKEN}
    finally:
        server.shutdown()
        server.server_close()
