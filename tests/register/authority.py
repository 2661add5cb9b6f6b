"""A timestamp authority on this machine: `openssl ts` behind HTTP, with a certificate made for the occasion."""

import subprocess
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

CONFIGURATION = """
[ca]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
[tsa_certificate]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[tsa]
default_tsa = authority
[authority]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
"""


class Authority:
    """`ca` are the certificates that vouch for it, in PEM. `answers` may be set to answer something else."""

    def __init__(self, folder):
        folder.mkdir()
        self.folder, self.ca = folder, folder / "ca.pem"
        (folder / "conf").write_text(CONFIGURATION.format(folder=folder))
        (folder / "serial").write_text("01\n")
        for name in ("ca", "tsa"):
            self._openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", f"{name}.key")
        trusted = ["-subj", "/CN=Timestamps for tests", "-config", "conf", "-extensions", "ca", "-out", "ca.pem"]
        self._openssl("req", "-x509", "-new", "-key", "ca.key", *trusted)
        self._openssl("req", "-new", "-key", "tsa.key", "-subj", "/CN=The authority", "-out", "tsa.csr")
        sign = ["x509", "-req", "-in", "tsa.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial"]
        self._openssl(*sign, "-out", "tsa.pem", "-extfile", "conf", "-extensions", "tsa_certificate")
        self.answers = self.stamp

    def _openssl(self, *arguments):
        return subprocess.run(["openssl", *arguments], cwd=self.folder, check=True, capture_output=True).stdout

    def stamp(self, query):
        (self.folder / "query").write_bytes(query)
        self._openssl(
            "ts", "-reply", "-config", "conf", "-section", "authority", "-queryfile", "query", "-out", "reply"
        )
        return 200, (self.folder / "reply").read_bytes()

    def confirms(self, text, response):
        """What OpenSSL says of a stamp."""
        (self.folder / "text").write_bytes(text)
        (self.folder / "response").write_bytes(response)
        verify = ["openssl", "ts", "-verify", "-data", "text", "-in", "response", "-CAfile", "ca.pem"]
        return b"Verification: OK" in subprocess.run(verify, cwd=self.folder, capture_output=True, check=False).stdout

    @contextmanager
    def serving(self):
        """Yields where it answers."""
        authority = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                query = self.rfile.read(int(self.headers["Content-Length"]))
                status, body = authority.answers(query)
                self.send_response(status)
                self.send_header("Content-Type", "application/timestamp-reply")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/tsr"
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
