# SPDX-FileCopyrightText: 2026 The Latchkey authors
# SPDX-License-Identifier: Apache-2.0
"""A server with its pages ready, and a script as admins write them that fetches and reads the same pages.

    fetching.py serve FOLDER     https on the loopback; prints its port; FOLDER has the pages, key.pem and ca.pem
    fetching.py fetch URL CA     prints one line of JSON
"""
import json
import re
import resource
import ssl
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

SEARCH = "/qps/rest/2.0/search/am/hostasset"
BODY = ("<ServiceRequest><preferences><limitResults>1000</limitResults></preferences><filters>"
        '<Criteria field="tagName" operator="EQUALS">Cloud Agent</Criteria>'
        '<Criteria field="id" operator="GREATER">{}</Criteria></filters></ServiceRequest>')


def serve(folder):
    pages = [(folder / str(n)).read_bytes() for n in range(len(list(folder.glob("[0-9]*"))))]

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def reply(self, body, headers=()):
            self.send_response(200)
            for header in (("Content-Type", "text/xml"), ("Content-Length", str(len(body))), *headers):
                self.send_header(*header)
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self):
            self.reply(b"1")

        def do_POST(self):
            asked = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            after = re.search(r'field="id"[^>]*operator="GREATER"[^>]*>(\d+)<', asked)
            self.reply(pages[int(after[1]) // 1000 if after else 0], [("Content-Encoding", "gzip")])

        def log_message(self, *_):
            pass

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "ca.pem", folder / "key.pem")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    print(server.server_address[1], flush=True)
    server.serve_forever()


def fetch(url, ca):
    import requests
    from lxml import etree

    session = requests.Session()
    session.trust_env = False  # else a bundle named there counts instead of ours
    session.verify, session.auth = ca, ("bench", "x")
    begun, agents, last = time.monotonic(), [], 0
    while True:
        answer = session.post(url + SEARCH, data=BODY.format(last), headers={"Content-Type": "text/xml"}, timeout=60)
        root = etree.fromstring(answer.content)
        for asset in root.iter("HostAsset"):
            info = asset.find("agentInfo")
            agents.append({
                "id": int(asset.findtext("id")), "name": asset.findtext("name"), "os": asset.findtext("os"),
                "address": asset.findtext("address"), "version": info.findtext("agentVersion"),
                "checked": info.findtext("lastCheckedIn"), "modules": info.findtext("activatedModule"),
                "status": info.findtext("status"),
                "tags": [tag.findtext("name") for tag in asset.iterfind("tags/list/TagSimple")]})
        if root.findtext("hasMoreRecords") != "true":
            break
        last = int(root.findtext("lastId"))
    print(json.dumps({"rows": len(agents), "seconds": time.monotonic() - begun,
                      "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        serve(Path(sys.argv[2]))
    else:
        fetch(*sys.argv[2:4])
