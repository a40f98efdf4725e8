"""What curl does not do: many requests at once from one address, bytes as they are, and a push.

Usage:
  nginx_client.py many  PORT ADDRESS COUNT METHOD PATH [HEADER...]   prints how often each status came
  nginx_client.py shift PORT ADDRESS PEOPLE                          so many people open a page and click five times each
  nginx_client.py flood PORT ADDRESS COUNT PATH                      so many sessions of one address; prints the same
  nginx_client.py slow  PORT                                         stops in the middle of its headers; prints the seconds
  nginx_client.py raw   PORT                                         sends standard input, prints the first answer
  nginx_client.py push  PORT [ORIGIN]                                prints the status, and what the push says
The first answer of 429 that `many` gets is kept whole in the file KEPT_429, when the environment names one.
"""

import collections
import http.client
import os
import socket
import ssl
import sys
import threading
import time

HOST = "oee.example.com"
lock = threading.Lock()
counts = collections.Counter()


# No certificate is looked at here, and reading those of the system would take longer than all the rest.
context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
context.check_hostname = False
context.verify_mode = ssl.CERT_NONE


def connect(port, address=None):
    line = socket.create_connection(("127.0.0.1", port), 20, (address, 0) if address else None)
    return context.wrap_socket(line, server_hostname=HOST)


def client(port, address):
    connection = http.client.HTTPSConnection(HOST, port, timeout=30)
    connection.sock = connect(port, address)
    return connection


def ask(connection, method, path, headers):
    connection.request(method, path, headers={"Host": HOST, **headers})
    answer = connection.getresponse()
    body = answer.read()
    with lock:
        counts[answer.status] += 1
        if answer.status == 429 and counts[429] == 1 and "KEPT_429" in os.environ:
            with open(os.environ["KEPT_429"], "w") as file:
                file.write("%s\n%s" % (answer.headers, body.decode()))


def at_once(workers):
    threads = [threading.Thread(target=worker) for worker in workers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for status, count in sorted(counts.items()):
        print(status, count)


def many(port, address, count, method, path, *headers):
    told = dict(header.split(": ", 1) for header in headers)
    share, rest = divmod(int(count), 10)

    def worker(mine):
        connection = client(port, address)
        for _ in range(mine):
            ask(connection, method, path, told)

    at_once([lambda mine=share + (1 if i < rest else 0): worker(mine) for i in range(10)])


def shift(port, address, people):
    def person(number):
        connection = client(port, address)
        ask(connection, "GET", "/lines", {})
        cookie = {"Cookie": "JSESSIONID=%032X; ROUTEID=app%d" % (number, number % 2 + 1)}
        ask(connection, "GET", "/?v-r=init&location=lines", cookie)
        for _ in range(5):
            ask(connection, "POST", "/?v-r=uidl&v-uiId=0", cookie)

    at_once([lambda number=i: person(number) for i in range(int(people))])


def flood(port, address, count, path):
    # One thread, fifty at a time: two threads must not read and write the same TLS connection at once.
    line = connect(port, address)
    asked = "GET %s HTTP/1.1\r\nHost: %s\r\nCookie: JSESSIONID=%032X\r\n\r\n"
    got = b""
    for first in range(0, int(count), 50):
        some = range(first, min(first + 50, int(count)))
        line.sendall("".join(asked % (path, HOST, i) for i in some).encode())
        while got.count(b"HTTP/1.1 ") < some.stop and (read := line.recv(65536)):
            got += read
    for status in (b"200", b"404", b"429"):
        if b"HTTP/1.1 " + status in got:
            print(status.decode(), got.count(b"HTTP/1.1 " + status))


def slow(port):
    line = connect(port)
    began = time.monotonic()
    line.sendall(b"GET / HTTP/1.1\r\nHost: oee")
    line.settimeout(40)
    try:
        line.recv(1000)
    except (ConnectionError, ssl.SSLError):
        pass
    print(int(time.monotonic() - began))


def raw(port):
    line = connect(port)
    line.sendall(sys.stdin.buffer.read())
    line.settimeout(3)
    got = b""
    try:
        while b"\r\n\r\n" not in got and (read := line.recv(65536)):
            got += read
    except (TimeoutError, ssl.SSLError, ConnectionError):
        pass
    sys.stdout.buffer.write(got)


def push(port, origin="https://" + HOST):
    line = connect(port)
    asked = (
        "GET /VAADIN/push?v-r=push&v-uiId=0&v-pushId=secret-of-a-push HTTP/1.1\r\nHost: %s\r\nConnection: Upgrade\r\n"
        "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nOrigin: %s\r\n\r\n"
    )
    line.sendall((asked % (HOST, origin)).encode())
    line.settimeout(5)
    got = b""
    while b"hello from app" not in got and len(got) < 100000:
        read = line.recv(65536)
        if not read:
            break
        got += read
        if b"\r\n\r\n" in got and not got.startswith(b"HTTP/1.1 101"):
            break
    print(got.split(b"\r\n")[0].decode())
    print("hello" if b"hello from app" in got else "silence")


command, port, *words = sys.argv[1:]
commands = {"many": many, "shift": shift, "flood": flood, "slow": slow, "raw": raw, "push": push}
commands[command](int(port), *words)
