#!/usr/bin/env python3
"""Checks of monitoring/ that promtool does not make. Each command prints what is wrong, a line each, and ends with 1 then.

  alerts FOLDER [RUNBOOK]   every alert says how grave it is, what happened, what to do and where that is described, and has tests
  dashboards FOLDER RULES   every panel has a unit, a description and a known source; its expressions go to RULES for promtool
  metrics FOLDER            every metric that rules and dashboards use is one of metrics.tsv
  alertmanager FOLDER       every route leads somewhere, rules that silence name alerts that exist, no secret is in the file
  ask FOLDER URL            the Prometheus at URL can answer every expression of rules and dashboards, and the goals have values
  exporter FOLDER PORT      gives every metric of metrics.tsv on that port of this machine, until it is ended
"""
import glob
import json
import os
import re
import sys

import yaml

problems = []


def wrong(text):
    problems.append(text)


def read(path):
    with open(path, encoding="utf-8") as file:
        return yaml.safe_load(file)


def rules(folder):
    for path in sorted(glob.glob(folder + "/alerts/*.yml")):
        for group in read(path)["groups"]:
            for rule in group["rules"]:
                yield os.path.basename(path), rule


def panels(folder):
    for path in sorted(glob.glob(folder + "/grafana/dashboards/*.json")):
        with open(path, encoding="utf-8") as file:
            dashboard = json.load(file)
        yield os.path.basename(path), dashboard, [p for p in dashboard["panels"] if p["type"] != "row"]


def expressions(folder):
    """Of the dashboards, with Grafana's words replaced by what they stand for."""
    for name, dashboard, items in panels(folder):
        asked = [("annotation " + a["name"], a["expr"]) for a in dashboard["annotations"]["list"] if "expr" in a]
        asked += [(p["title"], t["expr"]) for p in items for t in p["targets"]]
        for title, text in asked:
            for word, meaning in (("$__rate_interval", "5m"), ("$__interval", "1m"), ("$__range", "6h"), ("$instance", ".*")):
                text = text.replace(word, meaning)
            if "$" in text:
                wrong(f"{name}: {title}: an unknown variable in {text}")
            yield name, title, text


WORDS = {"by", "without", "on", "ignoring", "group_left", "group_right", "and", "or", "unless", "offset", "bool", "inf", "nan"}


def names(expression):
    """The metrics an expression asks for."""
    text = re.sub(r'"[^"]*"|\'[^\']*\'', '""', expression)
    named = set(re.findall(r'__name__\s*=\s*""', text))
    if named:
        wrong(f"asks for metrics by __name__: {expression}")
    text = re.sub(r"\{[^}]*\}", " ", text)
    text = re.sub(r"\[[^\]]*\]", " ", text)
    text = re.sub(r"\b(by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)", " ", text)
    text = re.sub(r"\boffset\s+\w+", " ", text)
    found = re.findall(r"(?<![\w:.])([a-zA-Z_:][\w:]*)(\s*\()?", text)
    return {name for name, call in found if not call and name.lower() not in WORDS}


def known(folder):
    result = {"ALERTS"}
    with open(folder + "/metrics.tsv", encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if line.startswith("#"):
                continue
            parts = line.rstrip("\n").split("\t")
            if len(parts) != 4 or parts[1] not in ("counter", "gauge", "histogram", "summary"):
                wrong(f"metrics.tsv, line {number}: name, type, labels and meaning are needed, with tabs between")
                continue
            name, kind = parts[:2]
            if kind == "counter" and not name.endswith("_total"):
                wrong(f"metrics.tsv: the counter {name} has to end in _total")
            result |= {name} if kind in ("counter", "gauge") else {name + "_count", name + "_sum"}
            if kind == "histogram":
                result.add(name + "_bucket")
    return result | {rule["record"] for _, rule in rules(folder) if "record" in rule}


def check_alerts(folder, runbook=None):
    tests = {}
    for path in sorted(glob.glob(folder + "/tests/*.yml")):
        for test in read(path)["tests"]:
            for asked in test["promql_expr_test"]:
                for name in re.findall(r'alertname="(\w+)"', asked["expr"]):
                    tests.setdefault(name, set()).add("fires" if asked.get("exp_samples") else "silent")
    seen = set()
    for path, rule in rules(folder):
        if "alert" not in rule:
            continue
        name, said = rule["alert"], rule.get("annotations", {})
        if name in seen:
            wrong(f"{name} is there twice")
        seen.add(name)
        if rule.get("labels", {}).get("severity") not in ("critical", "warning", "none"):
            wrong(f"{name}: the severity has to be critical, warning or none")
        for part in ("summary", "action"):
            if len(said.get(part, "")) < 5:
                wrong(f"{name}: {part} is missing")
        if said.get("runbook") != "src/docs/deployment.md#" + name.lower():
            wrong(f"{name}: its runbook has to be src/docs/deployment.md#{name.lower()}")
        # Always on: it has no silent case, for silence means that monitoring is dead.
        needed = {"fires"} if name == "OeeWatchdog" else {"fires", "silent"}
        for case in sorted(needed - tests.get(name, set())):
            wrong(f"{name}: no test in which it {'fires' if case == 'fires' else 'is silent'}")
    for name in sorted(set(tests) - seen):
        wrong(f"{name} is tested but is no alert")
    if runbook:
        with open(runbook, encoding="utf-8") as file:
            anchors = {re.sub(r"[^\w\- ]", "", h.strip()).lower().replace(" ", "-") for h in re.findall(r"^#+ (.*)$", file.read(), re.M)}
        for name in sorted(seen):
            if name.lower() not in anchors:
                wrong(f"{name}: {os.path.basename(runbook)} has no heading of this name")


def check_dashboards(folder, out):
    sources = {s["uid"] for path in glob.glob(folder + "/grafana/provisioning/datasources/*.yml") for s in read(path)["datasources"]}
    uids, count = {}, 0
    for name, dashboard, items in panels(folder):
        count += 1
        if dashboard["uid"] in uids:
            wrong(f"{name}: its uid is that of {uids[dashboard['uid']]}")
        uids[dashboard["uid"]] = name
        for what in dashboard["annotations"]["list"] + dashboard["templating"]["list"]:
            if what["datasource"]["uid"] not in sources:
                wrong(f"{name}: {what['name']}: its source is not provisioned")
        ids = [p["id"] for p in dashboard["panels"]]
        if len(ids) != len(set(ids)):
            wrong(f"{name}: two panels have one id")
        taken = {}
        for panel in items:
            title = panel.get("title", "")
            place = panel["gridPos"]
            if not title or not panel.get("description"):
                wrong(f"{name}: {title or panel['id']}: title or description is missing")
            if not panel["fieldConfig"]["defaults"].get("unit"):
                wrong(f"{name}: {title}: unit is missing")
            for what in [panel] + panel["targets"]:
                if what.get("datasource", {}).get("uid") not in sources:
                    wrong(f"{name}: {title}: its source is not provisioned")
            if place["x"] + place["w"] > 24:
                wrong(f"{name}: {title} is wider than the page")
            for x in range(place["x"], place["x"] + place["w"]):
                for y in range(place["y"], place["y"] + place["h"]):
                    if taken.setdefault((x, y), title) != title:
                        wrong(f"{name}: {title} lies over {taken[(x, y)]}")
    if count < 4:
        wrong(f"{count} dashboards, 4 are needed")
    result = [{"record": f"checked:{i}", "expr": text} for i, (_, _, text) in enumerate(expressions(folder))]
    with open(out, "w", encoding="utf-8") as file:
        json.dump({"groups": [{"name": "dashboards", "rules": result}]}, file)
    print(f"{len(result)} expressions of {count} dashboards")


def check_metrics(folder):
    known_names, used = known(folder), set()
    places = [(f"{rule.get('alert') or rule.get('record')}", rule["expr"]) for _, rule in rules(folder)]
    places += [(f"{name}: {title}", text) for name, title, text in expressions(folder)]
    for place, text in places:
        asked = names(text)
        used |= asked
        for name in sorted(asked - known_names):
            wrong(f"{place} asks for {name}, which metrics.tsv does not have")
    print(f"{len(used)} metrics in {len(places)} expressions")


def check_alertmanager(folder):
    with open(folder + "/alertmanager.yml", encoding="utf-8") as file:
        text = file.read()
    config = yaml.safe_load(text)
    receivers = [r["name"] for r in config["receivers"]]
    alerts = {rule["alert"] for _, rule in rules(folder) if "alert" in rule}

    def walk(route):
        if route.get("receiver") not in receivers:
            wrong(f"a route leads to {route.get('receiver')}, which is no receiver")
        for matcher in route.get("matchers", []):
            expect(matcher)
        for child in route.get("routes", []):
            walk(child)

    def expect(matcher):
        found = re.fullmatch(r'\s*alertname\s*(=~?)\s*"?([^"]*?)"?\s*', matcher)
        if found:
            for name in found[2].split("|") if found[1] == "=~" else [found[2]]:
                if not any(re.fullmatch(name, alert) for alert in alerts):
                    wrong(f"{name} in alertmanager.yml is no alert")

    walk(config["route"])
    severities = {m.split("=")[1].strip() for r in config["route"]["routes"] for m in r["matchers"] if m.startswith("severity")}
    if severities != {"critical", "warning"}:
        wrong(f"routes exist for {sorted(severities)}, not for critical and warning")
    for rule in config["inhibit_rules"]:
        for matcher in rule["source_matchers"] + rule["target_matchers"]:
            expect(matcher)
    for key in re.findall(r"^\s*(\w*(?:password|credentials|secret|token|api_key|routing_key|service_key))\s*:", text, re.M):
        wrong(f"{key} in alertmanager.yml: a secret is named by a file")


def ask(folder, url):
    import urllib.error
    import urllib.parse
    import urllib.request

    places = [(f"{rule.get('alert') or rule.get('record')}", rule["expr"]) for _, rule in rules(folder)]
    places += [(f"{name}: {title}", text) for name, title, text in expressions(folder)]
    without = 0
    for place, text in places:
        try:
            with urllib.request.urlopen(url + "/api/v1/query?" + urllib.parse.urlencode({"query": text}), timeout=10) as answer:
                without += not json.load(answer)["data"]["result"]
        except urllib.error.HTTPError as fault:
            wrong(f"{place}: {json.load(fault).get('error')}")
    print(f"{len(places)} expressions asked, {without} of them without an answer")


def export(folder, port):
    import http.server

    values = {"job": "forecast-nightly", "status": "202", "outcome": "stored", "area": "heap", "path": "/app/data"}
    lines = []
    with open(folder + "/metrics.tsv", encoding="utf-8") as file:
        for line in file:
            if line.startswith("#"):
                continue
            name, kind, labels, _ = line.rstrip("\n").split("\t")
            if name == "up":
                continue
            own = ",".join(f'{k}="{values.get(k, "x")}"' for k in ["application"] + [k for k in labels.split(",") if k])
            lines.append(f"# TYPE {name} {kind}")
            if kind in ("counter", "gauge"):
                lines.append(f"{name}{{{own}}} 1")
            else:
                if kind == "histogram":
                    lines += [f'{name}_bucket{{{own},le="{le}"}} 1' for le in ("1", "+Inf")]
                lines += [f"{name}_sum{{{own}}} 1", f"{name}_count{{{own}}} 1"]
    body = ("\n".join(lines) + "\n").encode()

    class Metrics(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            found = self.path == "/actuator/prometheus"
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
            self.end_headers()
            self.wfile.write(body if found else b"")

        def log_message(self, *_):
            pass

    http.server.ThreadingHTTPServer(("127.0.0.1", int(port)), Metrics).serve_forever()


if __name__ == "__main__":
    commands = {
        "alerts": check_alerts,
        "dashboards": check_dashboards,
        "metrics": check_metrics,
        "alertmanager": check_alertmanager,
        "ask": ask,
        "exporter": export,
    }
    if len(sys.argv) < 3 or sys.argv[1] not in commands:
        print(__doc__, file=sys.stderr)
        sys.exit(2)
    commands[sys.argv[1]](*sys.argv[2:])
    for problem in problems:
        print(problem)
    sys.exit(1 if problems else 0)
