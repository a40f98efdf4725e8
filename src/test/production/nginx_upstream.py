"""An instance of the application as the proxy sees it: tells what it heard, sets ROUTEID, fails when told to.

Usage: nginx_upstream.py NAME PORT FOLDER
Writes every request it read to FOLDER/NAME.log. What FOLDER/NAME.mode holds decides how it behaves: `die` reads a
request and hangs up without an answer, `503` answers that, anything else is normal.
"""

import base64
import hashlib
import json
import os
import socketserver
import sys
from http.server import BaseHTTPRequestHandler

NAME, PORT, FOLDER = sys.argv[1], int(sys.argv[2]), sys.argv[3]
SCRIPT = b"// " + b"a line of a script\n" * 500


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 512


class Instance(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "Secret-Server/1.0"

    def log_message(self, *words):
        pass

    def mode(self):
        try:
            with open(os.path.join(FOLDER, NAME + ".mode")) as file:
                return file.read().strip()
        except FileNotFoundError:
            return ""

    def body(self):
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            read = b""
            while True:
                size = int(self.rfile.readline().split(b";")[0], 16)
                read += self.rfile.read(size)
                self.rfile.readline()
                if size == 0:
                    return read
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def any(self):
        body = self.body()
        with open(os.path.join(FOLDER, NAME + ".log"), "a") as log:
            log.write("%s %s\n" % (self.command, self.path))
        mode = self.mode()
        if mode == "die":
            self.close_connection = True
            return
        if mode == "503":
            self.answer(503, "application/problem+json", b'{"title":"away"}', {"Retry-After": "7"})
            return
        path = self.path.split("?")[0]
        if path == "/VAADIN/push" and self.headers.get("Upgrade", "").lower() == "websocket":
            self.push()
        elif path == "/health":
            self.answer(200, "application/json", b'{"status":"healthy"}')
        elif path.endswith((".js", ".css")) and "missing" not in path:
            kind = "text/css" if path.endswith(".css") else "text/javascript"
            self.answer(200, kind, SCRIPT)
        elif "missing" in path:
            self.answer(404, "text/plain", b"no such file")
        elif path == "/busy":
            self.answer(429, "application/problem+json", b'{"title":"busy"}', {"Retry-After": "3"})
        else:
            told = {
                "instance": NAME,
                "method": self.command,
                "path": self.path,
                "body": len(body),
                "headers": [[name.lower(), value] for name, value in self.headers.items()],
            }
            status = 202 if self.command == "POST" and path == "/api/v1/events" else 200
            self.answer(status, "application/json", json.dumps(told).encode())

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = do_OPTIONS = any

    def answer(self, status, kind, body, more=None):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if "ROUTEID=" + NAME not in self.headers.get("Cookie", ""):
            self.send_header("Set-Cookie", "ROUTEID=%s; Path=/; Secure; HttpOnly; SameSite=Lax" % NAME)
        # As Spring Security sends them, so that nothing of it may come out twice.
        for name, value in {
            "X-Frame-Options": "SAMEORIGIN",
            "X-Content-Type-Options": "nosniff",
            "X-XSS-Protection": "0",
            "Strict-Transport-Security": "max-age=1",
            "Content-Security-Policy": "default-src *",
            "X-Request-Id": "of-the-application",
            "Pragma": "no-cache",
            "Expires": "0",
            "X-Powered-By": "something",
        }.items():
            self.send_header(name, value)
        if not self.path.startswith("/silent"):
            self.send_header("Cache-Control", "no-cache, no-store, max-age=0, must-revalidate")
        for name, value in (more or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def push(self):
        key = self.headers["Sec-WebSocket-Key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
        self.send_response(101)
        self.send_header("Upgrade", "websocket")
        self.send_header("Connection", "Upgrade")
        self.send_header("Sec-WebSocket-Accept", base64.b64encode(hashlib.sha1(key.encode()).digest()).decode())
        self.end_headers()
        hello = b"hello from " + NAME.encode()
        self.wfile.write(bytes([0x81, len(hello)]) + hello)
        self.wfile.flush()
        self.close_connection = True


Server(("127.0.0.1", PORT), Instance).serve_forever()
