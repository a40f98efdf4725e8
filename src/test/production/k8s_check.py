#!/usr/bin/env python3
"""Checks of k8s/ without a cluster. Each command prints what is wrong, a line each, and ends with 1 then.

  schema SCHEMA FOLDER...   everything the overlays make is as Kubernetes knows it; unknown fields are refused
  rules FOLDER...           what must hold of containers, secrets, services, autoscalers and networks here
  files ROOT                every file a kustomization names exists, and none lies unused
  compare FOLDER...         the builder here makes what kubectl or kustomize makes
  reaches FOLDER PLACE...   pods of the application may open connections to these addresses (address:port)
  workflows FOLDER          actions have fixed versions, jobs have an end and no more rights than they name, no text of others is run
  part FOLDER KIND NAME KEY prints that entry of a ConfigMap

Overlays are built by kubectl or kustomize where one is there, else by the small builder here, which knows what k8s/ uses:
resources, components, patches by file, namespace, images, replacements.
"""
import copy
import glob
import ipaddress
import json
import os
import re
import shutil
import subprocess
import sys

import yaml

problems = []
KNOWN = {"apiVersion", "kind", "namespace", "resources", "components", "patches", "images", "replacements"}


def wrong(text):
    problems.append(text)


def documents(path):
    with open(path, encoding="utf-8") as file:
        return [d for d in yaml.safe_load_all(file) if d]


def merged(base, patch):
    """A strategic merge: maps key by key, lists of things with a name by their names, other lists whole."""
    if isinstance(base, dict) and isinstance(patch, dict):
        result = dict(base)
        for key, value in patch.items():
            if value is None:
                result.pop(key, None)
            else:
                result[key] = merged(result[key], value) if key in result else value
        return result
    if isinstance(base, list) and isinstance(patch, list):
        if all(isinstance(x, dict) and "name" in x for x in base + patch):
            names = {x["name"]: x for x in base}
            for x in patch:
                names[x["name"]] = merged(names[x["name"]], x) if x["name"] in names else x
            return [names[x["name"]] for x in patch if x["name"] not in {b["name"] for b in base}] + [names[b["name"]] for b in base]
        return patch
    return patch


def pods(item):
    spec = item.get("spec", {})
    if item["kind"] == "CronJob":
        spec = spec["jobTemplate"]["spec"]
    return spec.get("template", {}).get("spec") if item["kind"] in ("Deployment", "StatefulSet", "Job", "CronJob") else None


def containers(item):
    pod = pods(item) or {}
    return [("init", c) for c in pod.get("initContainers", [])] + [("main", c) for c in pod.get("containers", [])]


def at(item, path):
    for part in path.split("."):
        item = item[int(part) if isinstance(item, list) else part]
    return item


def build(folder, inherited=None):
    """What the folder makes; a component works on what it is included into."""
    path = os.path.join(folder, "kustomization.yaml")
    (plan,) = documents(path)
    for key in set(plan) - KNOWN:
        wrong(f"{path}: the builder here does not know {key}")
    items = inherited or []
    for name in plan.get("resources", []):
        place = os.path.normpath(os.path.join(folder, name))
        items += build(place) if os.path.isdir(place) else documents(place)
    for name in plan.get("components", []):
        items = build(os.path.normpath(os.path.join(folder, name)), items)
    for patch in plan.get("patches", []):
        for change in documents(os.path.join(folder, patch["path"]))[:1]:
            found = [i for i, x in enumerate(items) if (x["kind"], x["metadata"]["name"]) == (change["kind"], change["metadata"]["name"])]
            if len(found) != 1:
                wrong(f"{path}: {patch['path']} changes {change['kind']} {change['metadata']['name']}, which is not there")
                continue
            items[found[0]] = merged(items[found[0]], change)
    if "namespace" in plan:
        for item in items:
            if item["kind"] != "Namespace":
                item["metadata"]["namespace"] = plan["namespace"]
    for image in plan.get("images", []):
        for item in items:
            for _, container in containers(item):
                name, _, tag = container["image"].partition(":")
                if name == image["name"]:
                    container["image"] = image.get("newName", name) + ":" + image.get("newTag", tag)
    for change in plan.get("replacements", []):
        source = change["source"]
        (origin,) = [x for x in items if (x["kind"], x["metadata"]["name"]) == (source["kind"], source["name"])]
        value = at(origin, source["fieldPath"])
        if "options" in source:
            value = value.split(source["options"]["delimiter"])[source["options"]["index"]]
        for target in change["targets"]:
            for item in items:
                if item["kind"] == target["select"]["kind"]:
                    for field in target["fieldPaths"]:
                        place, _, last = field.rpartition(".")
                        holder = at(item, place)
                        holder[int(last) if isinstance(holder, list) else last] = value
    return copy.deepcopy(items)


def by_tool(folder):
    for command in (["kubectl", "kustomize"], ["kustomize", "build"]):
        if shutil.which(command[0]):
            answer = subprocess.run(command + [folder], capture_output=True, text=True)
            if answer.returncode:
                wrong(f"{folder}: {answer.stderr.strip()}")
                return []
            return [d for d in yaml.safe_load_all(answer.stdout) if d]
    return None


def made(folder):
    items = by_tool(folder)
    return build(folder) if items is None else items


def called(item):
    return f"{item['kind']} {item['metadata']['name']}"


def conform(value, schema, root, place):
    """As much of JSON Schema as the schema uses."""
    if "$ref" in schema:
        conform(value, root["definitions"][schema["$ref"].rsplit("/", 1)[1]], root, place)
    if "anyOf" in schema:
        kept = len(problems)
        for option in schema["anyOf"]:
            before = len(problems)
            conform(value, option, root, place)
            if len(problems) == before:
                del problems[kept:]
                return
        return
    if "const" in schema and value != schema["const"]:
        wrong(f"{place} is {value!r}, not {schema['const']!r}")
    if "enum" in schema and value not in schema["enum"]:
        wrong(f"{place} is {value!r}, not one of {schema['enum']}")
    kinds = {"object": dict, "array": list, "string": str, "boolean": bool, "number": (int, float), "integer": int, "null": type(None)}
    wanted = schema.get("type")
    if wanted:
        wanted = [wanted] if isinstance(wanted, str) else wanted
        fits = any(isinstance(value, kinds[w]) and not (isinstance(value, bool) and w in ("number", "integer")) for w in wanted)
        if not fits:
            wrong(f"{place} is {value!r}, which is no {' or '.join(wanted)}")
            return
    if isinstance(value, dict):
        for name in schema.get("required", []):
            if name not in value:
                wrong(f"{place} has no {name}")
        known = schema.get("properties", {})
        for name, part in value.items():
            if name in known:
                conform(part, known[name], root, f"{place}.{name}")
            elif schema.get("additionalProperties") is False:
                wrong(f"{place} has {name}, which Kubernetes does not know")
            elif isinstance(schema.get("additionalProperties"), dict):
                conform(part, schema["additionalProperties"], root, f"{place}.{name}")
    if isinstance(value, list) and "items" in schema:
        for i, part in enumerate(value):
            conform(part, schema["items"], root, f"{place}[{i}]")


def check_schema(path, *folders):
    with open(path, encoding="utf-8") as file:
        root = json.load(file)
    for folder in folders:
        for item in made(folder):
            if item.get("kind") not in root["properties"]["kind"]["enum"]:
                wrong(f"{folder}: {item.get('kind')} is not in {os.path.basename(path)}")
            else:
                conform(item, root["definitions"][item["kind"]], root, f"{folder}: {called(item)}")


# How long a token lasts, and the name of a file with a public key, are no secrets.
SECRET = re.compile(r"PASSWORD|SECRET|TOKEN(?!_HOURS|S_PER_)|PRIVATE|CREDENTIAL|(?<!PUBLIC)_KEY$|API_KEY", re.I)


def quantity(text):
    found = re.fullmatch(r"([\d.]+)(m|Ki|Mi|Gi|Ti)?", str(text))
    return float(found[1]) * {"m": 0.001, "Ki": 2**10, "Mi": 2**20, "Gi": 2**30, "Ti": 2**40, None: 1}[found[2]]


def check_containers(items, claims, where):
    for item in items:
        pod = pods(item)
        if not pod:
            continue
        name = f"{where}: {called(item)}"
        own = pod.get("securityContext", {})
        if own.get("runAsNonRoot") is not True or not own.get("runAsUser"):
            wrong(f"{name} may run as root")
        if own.get("seccompProfile", {}).get("type") != "RuntimeDefault":
            wrong(f"{name} has no seccomp profile")
        if pod.get("automountServiceAccountToken") is not False or pod.get("enableServiceLinks") is not False:
            wrong(f"{name} gets a token of Kubernetes or the addresses of services")
        if pod.get("hostNetwork") or pod.get("hostPID") or pod.get("hostIPC"):
            wrong(f"{name} shares something with its node")
        volumes = {v["name"]: v for v in pod.get("volumes", [])}
        claimed = {t["metadata"]["name"] for t in item["spec"].get("volumeClaimTemplates", [])}
        for volume in volumes.values():
            if "hostPath" in volume:
                wrong(f"{name} sees the disk of its node")
            if "emptyDir" in volume and "sizeLimit" not in volume["emptyDir"]:
                wrong(f"{name}: {volume['name']} has no limit")
            claim = volume.get("persistentVolumeClaim", {}).get("claimName")
            if claim and claim not in claims:
                wrong(f"{name}: there is no claim {claim}")
        for kind, container in containers(item):
            which = f"{name}: {container['name']}"
            limits, asked = (container.get("resources", {}).get(k, {}) for k in ("limits", "requests"))
            if {"cpu", "memory"} - set(limits) or {"cpu", "memory"} - set(asked):
                wrong(f"{which} has no limits or requests of processor and memory")
            elif any(quantity(asked[k]) > quantity(limits[k]) for k in ("cpu", "memory")):
                wrong(f"{which} asks for more than it may have")
            context = container.get("securityContext", {})
            if context.get("readOnlyRootFilesystem") is not True:
                wrong(f"{which} may write its root file system")
            if context.get("allowPrivilegeEscalation") is not False or context.get("capabilities", {}).get("drop") != ["ALL"] \
                    or context.get("capabilities", {}).get("add") or context.get("privileged"):
                wrong(f"{which} may become more than it is")
            if ":" not in container["image"] or container["image"].endswith(":latest"):
                wrong(f"{which}: the image {container['image']} has no fixed tag")
            for mount in container.get("volumeMounts", []):
                if mount["name"] not in set(volumes) | claimed:
                    wrong(f"{which} mounts {mount['name']}, which is not there")
            for variable in container.get("env", []):
                if "secretKeyRef" in variable.get("valueFrom", {}) \
                        or SECRET.search(variable["name"]) and not variable["name"].endswith("_FILE"):
                    wrong(f"{which}: {variable['name']} has a secret in the environment")
            for source in container.get("envFrom", []):
                if "secretRef" in source:
                    wrong(f"{which} has the secrets of {source['secretRef']['name']} in the environment")
            owner = [m for m in container.get("volumeMounts", []) if m["name"] == "owner"]
            if owner and kind != "init":
                wrong(f"{which} sees the password of the owner of the database")
            if kind == "main" and item["kind"] in ("Deployment", "StatefulSet"):
                for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
                    if probe not in container:
                        wrong(f"{which} has no {probe}")
                    port = container.get(probe, {}).get("httpGet", {}).get("port")
                    if port and port not in {p["name"] for p in container["ports"]}:
                        wrong(f"{which}: {probe} asks a port {port}, which is not there")
                paths = [container.get(p, {}).get("httpGet", {}).get("path", "") for p in ("livenessProbe", "readinessProbe")]
                if item["kind"] == "Deployment" and paths != ["/actuator/health/live", "/actuator/health/ready"]:
                    wrong(f"{which}: probes ask {paths}")
            if item["kind"] == "Deployment" and kind == "main":
                wait = int(container.get("lifecycle", {}).get("preStop", {}).get("exec", {}).get("command", ["", "0"])[1])
                drain = [int(x["data"]["OEE_DRAIN_SECONDS"]) for x in items if called(x) == "ConfigMap oee-settings"][0]
                if not wait or pod.get("terminationGracePeriodSeconds", 30) < wait + drain + 5:
                    wrong(f"{which} is ended before it has finished its requests")
                if asked.get("memory") != limits.get("memory"):
                    wrong(f"{which}: the autoscaler counts memory by what is asked for, the heap is sized by what is allowed")


def selects(selector, labels):
    return all(labels.get(k) == v for k, v in selector.items())


def check_rules(*folders):
    for folder in folders:
        items = made(folder)
        names = [called(x) for x in items]
        for name in {n for n in names if names.count(n) > 1}:
            wrong(f"{folder}: {name} is there twice")
        work = {called(x): x for x in items if x["kind"] in ("Deployment", "StatefulSet")}
        labels = {n: x["spec"]["template"]["metadata"]["labels"] for n, x in work.items()}
        claims = {x["metadata"]["name"] for x in items if x["kind"] == "PersistentVolumeClaim"}
        check_containers(items, claims, folder)
        for item in items:
            name = f"{folder}: {called(item)}"
            space = item["metadata"].get("namespace")
            if item["kind"] != "Namespace" and space != "oee":
                wrong(f"{name} is in the namespace {space}")
            if item["kind"] == "Secret":
                wrong(f"{name}: secrets are made in the cluster, not written here")
            if item["kind"] == "ConfigMap":
                for key, value in item["data"].items():
                    if SECRET.search(key) or re.search(r"://[^/\s@]*:[^/\s@]+@", value):
                        wrong(f"{name}: {key} looks like a secret")
            if item["kind"] in ("Deployment", "StatefulSet") and not selects(item["spec"]["selector"]["matchLabels"], labels[called(item)]):
                wrong(f"{name} does not select its own pods")
            if item["kind"] == "Service":
                found = [w for w in work if selects(item["spec"]["selector"], labels[w])]
                if len(found) != 1:
                    wrong(f"{name} selects {found or 'nothing'}")
                    continue
                ports = {p["name"] for _, c in containers(work[found[0]]) for p in c.get("ports", [])}
                for port in item["spec"]["ports"]:
                    if port["targetPort"] not in ports:
                        wrong(f"{name} leads to a port {port['targetPort']}, which is not there")
                    if port["targetPort"] == "management":
                        wrong(f"{name} shows the management port")
            if item["kind"] == "HorizontalPodAutoscaler":
                target, spec = item["spec"]["scaleTargetRef"], item["spec"]
                which = f"{target['kind']} {target['name']}"
                if which not in work:
                    wrong(f"{name} scales {which}, which is not there")
                elif "replicas" in work[which]["spec"]:
                    wrong(f"{name}: {which} has a number of replicas, which undoes what the autoscaler decides")
                if spec["minReplicas"] > spec["maxReplicas"]:
                    wrong(f"{name}: at least {spec['minReplicas']} and at most {spec['maxReplicas']}")
                if item["metadata"]["name"] == "oee-web" and not (2 <= spec["minReplicas"] and spec["maxReplicas"] <= 10):
                    wrong(f"{name} has to stay within 2 and 10")
            if item["kind"] == "PodDisruptionBudget":
                found = [w for w in work if selects(item["spec"]["selector"]["matchLabels"], labels[w])]
                if len(found) != 1:
                    wrong(f"{name} protects {found or 'nothing'}")
            if item["kind"] == "Ingress":
                for rule in item["spec"]["rules"]:
                    if rule["host"] not in item["spec"]["tls"][0]["hosts"]:
                        wrong(f"{name}: {rule['host']} has no certificate")
                    for path in rule["http"]["paths"]:
                        to = path["backend"]["service"]
                        service = [x for x in items if called(x) == "Service " + to["name"]]
                        if not service or to["port"]["name"] not in {p["name"] for p in service[0]["spec"]["ports"]}:
                            wrong(f"{name}: {path['path']} leads to a service or port that is not there")
                notes = item["metadata"]["annotations"]
                if not any(k.endswith("/limit-rps") for k in notes):
                    wrong(f"{name} has no limit of requests")
                if item["metadata"]["name"] == "oee-web" and (
                        notes.get("nginx.ingress.kubernetes.io/affinity") != "cookie"
                        or notes.get("nginx.ingress.kubernetes.io/session-cookie-name") in (None, "ROUTEID")
                        or int(notes.get("nginx.ingress.kubernetes.io/proxy-read-timeout", "60")) < 3600):
                    wrong(f"{name}: a browser has to stay with its instance, by a cookie of its own, with its connection open")
            if item["kind"] == "NetworkPolicy" and item["spec"]["podSelector"]:
                chosen = item["spec"]["podSelector"]
                options = {e["key"]: e["values"] for e in chosen.get("matchExpressions", [])}
                everyone = list(labels.values()) + [
                    x["spec"]["jobTemplate"]["spec"]["template"]["metadata"]["labels"] for x in items if x["kind"] == "CronJob"]
                if not any(selects(chosen.get("matchLabels", {}), own) and all(own.get(k) in v for k, v in options.items()) for own in everyone):
                    wrong(f"{name} holds for no pod")
        for kind, name in (("Deployment", "oee-web"), ("Deployment", "oee-worker"), ("HorizontalPodAutoscaler", "oee-web"),
                           ("HorizontalPodAutoscaler", "oee-worker"), ("PodDisruptionBudget", "oee-web"), ("CronJob", "oee-backup"),
                           ("Ingress", "oee-web")):
            if f"{kind} {name}" not in names:
                wrong(f"{folder}: {kind} {name} is missing")
        refuse = [x for x in items if x["kind"] == "NetworkPolicy" and not x["spec"]["podSelector"]
                  and set(x["spec"]["policyTypes"]) == {"Ingress", "Egress"} and "ingress" not in x["spec"] and "egress" not in x["spec"]]
        if not refuse:
            wrong(f"{folder}: networks are open: no policy refuses everything first")
        space = [x for x in items if x["kind"] == "Namespace"]
        if not space or space[0]["metadata"]["labels"].get("pod-security.kubernetes.io/enforce") != "restricted":
            wrong(f"{folder}: the namespace is not restricted")
        address = [x["data"]["OEE_PUBLIC_URL"] for x in items if called(x) == "ConfigMap oee-settings"][0]
        for item in items:
            if item["kind"] == "Ingress" and "base" not in os.path.basename(folder):
                if "https://" + item["spec"]["rules"][0]["host"] != address:
                    wrong(f"{folder}: {called(item)} is for another host than OEE_PUBLIC_URL")
        print(f"{folder}: {len(items)} resources")


def check_files(root):
    named = set()
    for path in glob.glob(root + "/**/kustomization.yaml", recursive=True):
        folder = os.path.dirname(path)
        (plan,) = documents(path)
        named.add(os.path.normpath(path))
        for name in plan.get("resources", []) + plan.get("components", []) + [p["path"] for p in plan.get("patches", [])]:
            place = os.path.normpath(os.path.join(folder, name))
            named.add(place)
            if not os.path.exists(os.path.join(place, "kustomization.yaml") if os.path.isdir(place) else place):
                wrong(f"{path} names {name}, which is not there")
        # The kustomize that kubectl up to 1.29 brings takes no more than one.
        for patch in plan.get("patches", []):
            place = os.path.join(folder, patch["path"])
            if os.path.exists(place) and len(documents(place)) != 1:
                wrong(f"{path}: {patch['path']} has to hold one change, not {len(documents(place))}")
    for path in glob.glob(root + "/**/*.yaml", recursive=True):
        if os.path.normpath(path) not in named and os.path.basename(os.path.dirname(path)) != "monitoring":
            wrong(f"{path} is named by no kustomization")


def ordered(value):
    """Things with names in the order of their names, as their order means nothing."""
    if isinstance(value, dict):
        return {k: ordered(v) for k, v in value.items()}
    if isinstance(value, list):
        named = all(isinstance(x, dict) and "name" in x for x in value)
        return [ordered(x) for x in (sorted(value, key=lambda x: x["name"]) if named else value)]
    return value


def check_compare(*folders):
    for folder in folders:
        tool = by_tool(folder)
        if tool is None:
            print("neither kubectl nor kustomize is here to compare with")
            return
        one, other = ({called(x): ordered(x) for x in items} for items in (build(folder), tool))
        for name in sorted(set(one) | set(other)):
            if one.get(name) != other.get(name):
                wrong(f"{folder}: {name} is built in two ways")


def check_reaches(folder, *places):
    """Whether a web pod may open a connection to each address and port."""
    rules = [rule for x in made(folder) if x["kind"] == "NetworkPolicy" and "Egress" in x["spec"]["policyTypes"]
             and any("web" in e["values"] for e in x["spec"]["podSelector"].get("matchExpressions", []))
             for rule in x["spec"].get("egress", [])]
    for place in places:
        address, port = place.rsplit(":", 1)
        address = ipaddress.ip_address(address)
        if not any(
            int(port) in {p["port"] for p in rule["ports"]}
            and (
                "to" not in rule
                or any(
                    address in ipaddress.ip_network(to["ipBlock"]["cidr"])
                    and not any(address in ipaddress.ip_network(e) for e in to["ipBlock"].get("except", []))
                    for to in rule["to"]
                    if "ipBlock" in to
                )
            )
            for rule in rules
        ):
            wrong(f"{folder}: no way to {place}")


def check_workflows(folder):
    for path in sorted(glob.glob(folder + "/*.yml")):
        name = os.path.basename(path)
        (plan,) = documents(path)
        started = plan[True]  # YAML reads the word "on" as true.
        if not isinstance(plan.get("permissions"), dict) or "write" in plan["permissions"].values():
            wrong(f"{name}: rights are not named, or written to for every job")
        if "pull_request_target" in started:
            wrong(f"{name} gives pull requests of others its secrets")
        for job, work in plan["jobs"].items():
            if "uses" in work:
                if not os.path.exists(os.path.join(folder, "../..", work["uses"])):
                    wrong(f"{name}: {job}: {work['uses']} is not there")
                continue
            if "timeout-minutes" not in work:
                wrong(f"{name}: {job} has no end")
            if isinstance(work.get("permissions"), str):
                wrong(f"{name}: {job} has all rights")
            for step in work["steps"]:
                action, _, version = step.get("uses", "@v0").partition("@")
                if not re.fullmatch(r"v\d+(\.\d+)*|[0-9a-f]{40}", version):
                    wrong(f"{name}: {job}: {action} has no fixed version")
                if action == "aquasecurity/trivy-action" and len(version) != 40:
                    wrong(f"{name}: {job}: {action} has to be pinned by commit")
                if "${{" in step.get("run", ""):
                    wrong(f"{name}: {job}: values reach a script by its environment, not as part of its text")
                if action == "actions/checkout" and step.get("with", {}).get("persist-credentials") is not False:
                    wrong(f"{name}: {job}: checkout leaves its token behind")


def part(folder, kind, name, key):
    for item in made(folder):
        if called(item) == f"{kind} {name}":
            sys.stdout.write(item["data"][key])


if __name__ == "__main__":
    commands = {"schema": check_schema, "rules": check_rules, "files": check_files, "compare": check_compare,
                "reaches": check_reaches, "workflows": check_workflows, "part": part}
    if len(sys.argv) < 3 or sys.argv[1] not in commands:
        print(__doc__, file=sys.stderr)
        sys.exit(2)
    commands[sys.argv[1]](*sys.argv[2:])
    for problem in problems:
        print(problem)
    sys.exit(1 if problems else 0)
