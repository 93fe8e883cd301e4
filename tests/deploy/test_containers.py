"""What a container engine or a cluster would run is read by the real tools that need neither, and its shell parts are run."""

import base64
import hashlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from deploy.machine import run
from deploy.proxied import ROOT, SERVICES
from harness.server import BINARY, free_port
from harness.waiting import wait_until

COMPOSE = ROOT / "deploy/compose"
KUBERNETES = ROOT / "deploy/kubernetes"
TOOLS = Path(sys.executable).parent
DATABASES = {"customers": "customers", "employees": "employees", "intake": "incidents", "resolution": "incidents",
             "notifications": "notifications"}


def tool(name: str, *arguments) -> subprocess.CompletedProcess:
    return run(TOOLS / name, *arguments)


# --- Image

def test_hadolint_has_nothing_to_say_about_the_dockerfile():
    assert tool("hadolint", ROOT / "deploy/docker/Dockerfile").stdout == ""


def test_the_image_runs_as_nobody_else_and_says_whether_it_lives():
    text = (ROOT / "deploy/docker/Dockerfile").read_text()
    final = text[text.rindex("\nFROM "):]
    assert "USER 650:650" in final and "HEALTHCHECK" in final and "STOPSIGNAL SIGTERM" in final
    assert "clang" not in final and "COPY . ." not in final  # only the package comes from the first stage


def test_what_is_secret_or_built_does_not_get_into_the_image():
    ignored = (ROOT / ".dockerignore").read_text().split()
    assert {".git", "build", "data", "deploy/compose/secrets"} <= set(ignored)


def test_the_health_check_tells_a_living_program_from_none(world):
    check = ROOT / "deploy/docker/healthcheck"
    for path in ("/healthz", "/readyz"):
        run(check, world.server.url.rsplit(":", 1)[1], path)
    for port, path in ((free_port(), "/healthz"), (world.server.url.rsplit(":", 1)[1], "/not-there")):
        assert subprocess.run([check, str(port), path], capture_output=True).returncode != 0


def test_the_health_check_asks_where_the_settings_say(tmp_path):
    listening, operations = free_port(), free_port()
    settings = os.environ | {"RESUELVE_LISTEN": f"127.0.0.1:{listening}", "RESUELVE_DATA": str(tmp_path / "data"),
                             "RESUELVE_ALLOWED_HOSTS": "incidencias.example.org,other.example.org"}
    check = ROOT / "deploy/docker/healthcheck"

    def lives(environment) -> bool:
        return subprocess.run([check], env=environment, capture_output=True).returncode == 0

    for environment in (settings, settings | {"RESUELVE_OPERATIONS_LISTEN": f"127.0.0.1:{operations}"}):
        program = subprocess.Popen([BINARY, "serve"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            wait_until(lambda environment=environment: lives(environment), "the program to live")
        finally:
            program.terminate()
            program.wait(15)
        assert not lives(environment)


def shell_scripts() -> list[str]:
    names = run("git", "ls-files", "--", ".ci", "deploy", "script", "web/tools", cwd=ROOT).stdout.splitlines()
    return [name for name in names if re.match(rb"#!.*sh\n", (ROOT / name).read_bytes())]


@pytest.mark.parametrize("script", shell_scripts())
def test_shellcheck_has_nothing_to_say(script):
    assert run("shellcheck", ROOT / script).stdout == ""


# --- Keys and $PORT

def test_keys_are_made_once_and_private(tmp_path):
    environment = os.environ | {"RESUELVE_PROGRAM": str(BINARY)}
    run(ROOT / "deploy/make-keys", tmp_path / "keys", env=environment)
    keys = list((tmp_path / "keys").glob("*.key"))
    assert {re.match(r"[a-z]+", key.name)[0] for key in keys} >= {"customers", "employees", "sessions", "receipts", "factors"}
    assert all(key.stat().st_mode & 0o777 == 0o600 for key in keys)
    again = subprocess.run([ROOT / "deploy/make-keys", tmp_path / "keys"], env=environment, capture_output=True)
    assert again.returncode != 0 and sorted(keys) == sorted((tmp_path / "keys").glob("*.key"))


def test_a_platform_with_a_port_gets_the_program_with_its_keys(tmp_path):
    """The program itself is replaced by one that tells how it was called: there is no MongoDB behind this test."""
    archive = tmp_path / "archive"
    run(ROOT / "deploy/make-keys", "--archive", archive, env=os.environ | {"RESUELVE_PROGRAM": str(BINARY)})
    assert archive.stat().st_mode & 0o777 == 0o600
    told = tmp_path / "told"
    told.write_text('#!/bin/bash\necho "$@"; [[ $1 == serve ]] || exit 0; ls -l "${@: -3:1}"; env | grep ^RESUELVE_ | sort\n')
    told.chmod(0o755)
    given = {"PATH": os.environ["PATH"], "PORT": "5123", "RESUELVE_MONGODB_URI": "mongodb://x", "CLOUDAMQP_URL": "amqp://y",
             "RESUELVE_KEYS_ARCHIVE": archive.read_text(), "RESUELVE_PROGRAM": str(told)}
    done = run(ROOT / "deploy/docker/start-on-port", env=given).stdout
    assert re.match(r"admin migrate\nserve --data (/\S+) --keys \1/keys --listen 0\.0\.0\.0:5123\n", done), done
    assert len(re.findall(r"^-rw------- .* (?:customers|employees|sessions|receipts|factors)-\S+\.key$", done, re.MULTILINE)) == 5
    assert "RESUELVE_AMQP_URI=amqp://y" in done and "RESUELVE_TRUSTED_PROXIES=10.0.0.0/8" in done
    assert "RESUELVE_KEYS_ARCHIVE" not in done
    for name in ("PORT", "RESUELVE_MONGODB_URI", "CLOUDAMQP_URL", "RESUELVE_KEYS_ARCHIVE"):
        refused = subprocess.run([ROOT / "deploy/docker/start-on-port"], env={key: value for key, value in given.items() if key != name},
                                 capture_output=True, text=True)
        assert refused.returncode != 0 and (name if name != "CLOUDAMQP_URL" else "RESUELVE_AMQP_URI") in refused.stderr


def test_heroku_starts_what_the_image_has():
    heroku = yaml.safe_load((ROOT / "heroku.yml").read_text())
    assert (ROOT / heroku["build"]["docker"]["web"]).exists()
    name = Path(heroku["run"]["web"]).name
    assert f"docker/{name}" in (ROOT / "deploy/debian/build").read_text()
    assert heroku["run"]["web"] == f"/usr/share/resuelve/{name}"
    assert (ROOT / (ROOT / "Procfile").read_text().removeprefix("web: ").strip()).stat().st_mode & 0o111
    application = json.loads((ROOT / "app.json").read_text())
    needed = re.findall(r"\$\{(RESUELVE_\w+):\?", (ROOT / "deploy/docker/start-on-port").read_text())
    assert set(needed) <= {name for name, about in application["env"].items() if about.get("required")}


# --- Compose

def compose() -> dict:
    return yaml.safe_load((COMPOSE / "compose.yaml").read_text())


def test_the_compose_file_fits_the_schema_of_compose():
    tool("check-jsonschema", "--builtin-schema", "vendor.compose-spec", COMPOSE / "compose.yaml")


def test_each_service_has_its_own_secrets_and_no_other():
    for service in SERVICES:
        mounted = {secret["source"] for secret in compose()["services"][service]["secrets"] if isinstance(secret, dict)}
        assert mounted == {f"{service}-mongodb-uri", f"{service}-amqp-uri"}


def test_each_service_of_compose_waits_for_its_database_to_be_migrated_as_its_own_user():
    services = compose()["services"]
    for service, database in DATABASES.items():
        [name] = [name for name in services[service]["depends_on"] if name.startswith("migrate-")]
        assert services[service]["depends_on"][name] == {"condition": "service_completed_successfully"}
        [admin, migrate, whose] = services[name]["command"]
        assert (admin, migrate, DATABASES[whose]) == ("admin", "migrate", database)
        assert [secret["source"] for secret in services[name]["secrets"]] == [f"{whose}-mongodb-uri"]


def test_nothing_in_compose_runs_with_more_rights_than_it_needs():
    for name, service in compose()["services"].items():
        assert service["cap_drop"] == ["ALL"] and "no-new-privileges:true" in service["security_opt"], name
    published = [name for name, service in compose()["services"].items() if service.get("ports")]
    assert published == ["nginx"]
    assert {service["image"] for name, service in compose()["services"].items() if name.startswith("mongodb")} == {"mongo:8.0.17"}


@pytest.fixture
def secrets_made(tmp_path):
    here = tmp_path / "compose"
    shutil.copytree(COMPOSE, here, ignore=shutil.ignore_patterns("secrets", ".env"))
    run(here / "make-secrets", "https://incidencias.example.org", "direccion@example.org")
    return here


def test_every_secret_that_compose_names_is_made_once(secrets_made):
    for name, secret in compose()["secrets"].items():
        path = secrets_made / secret["file"]
        assert path.stat().st_size > 10, name
    assert (secrets_made / "secrets").stat().st_mode & 0o077 == 0
    again = subprocess.run([secrets_made / "make-secrets", "https://x.example", "a@b.example"], capture_output=True, text=True)
    assert again.returncode != 0
    for name in re.findall(r"\$\{(\w+):\?", (COMPOSE / "compose.yaml").read_text()):
        assert f"{name}=" in (secrets_made / ".env").read_text()


def test_addresses_name_the_database_of_the_service(secrets_made):
    for service, database in DATABASES.items():
        uri = (secrets_made / f"secrets/{service}-mongodb-uri").read_text()
        assert re.fullmatch(rf"mongodb://{service}:[\w-]{{32}}@mongodb-1:27017,mongodb-2:27017,mongodb-3:27017/"
                            rf"\?replicaSet=resuelve&authSource={database}\n", uri)
        assert f'{service}: "{database}"' in (COMPOSE / "mongodb-setup.js").read_text()


def test_the_broker_gets_hashes_and_each_user_its_own_queues(secrets_made):
    definitions = json.loads((secrets_made / "secrets/rabbitmq-definitions.json").read_text())
    for user in definitions["users"]:
        password = re.match(r"amqp://\w+:([^@]+)@", (secrets_made / f"secrets/{user['name']}-amqp-uri").read_text())[1]
        kept = base64.b64decode(user["password_hash"])
        assert kept[4:] == hashlib.sha256(kept[:4] + password.encode()).digest()
    rights = {row["user"]: row for row in definitions["permissions"]}
    assert set(rights) == set(SERVICES)
    for may in ("configure", "write", "read"):
        for queue in ("resuelve.events", "resuelve.live", "resuelve.live.x", "intake", "intake.dead", "intake.retry.1000"):
            assert re.match(rights["intake"][may], queue), (may, queue)
        for queue in ("customers", "customers.dead", "intake2", "notifications"):
            assert not re.match(rights["intake"][may], queue), (may, queue)
    assert re.match(rights["intake"]["write"], "amq.default") and not re.match(rights["intake"]["read"], "amq.default")


@pytest.mark.parametrize("where", ["compose", "kubernetes"])
def test_nginx_accepts_its_files_for(where, tmp_path):
    """With the names that containers see, in an /etc/hosts of its own."""
    conf = tmp_path / "conf"
    shutil.copytree(ROOT / "deploy/nginx", conf)
    if where == "compose":
        for name in ("upstreams.conf", "listen.conf"):
            shutil.copy(COMPOSE / "nginx" / name, conf)
        run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=x", "-keyout", tmp_path / "key",
            "-out", tmp_path / "certificate")
        listen = (conf / "listen.conf").read_text()
        for name in ("tls-certificate", "tls-key"):
            listen = listen.replace(f"/run/secrets/{name}", str(tmp_path / name.removeprefix("tls-")))
        (conf / "listen.conf").write_text(listen)
        prefix = ""
    else:
        shutil.copy(KUBERNETES / "base/upstreams.conf", conf)
        shutil.copy(conf / "listen-plain.conf", conf / "listen.conf")
        prefix = "resuelve-"
    hosts = tmp_path / "hosts"
    hosts.write_text("".join(f"127.0.0.1 {prefix}{service}\n" for service in SERVICES))
    run("unshare", "--mount", "bash", "-c", f"mount --bind {hosts} /etc/hosts && nginx -t -p {tmp_path} -c {conf}/nginx.conf")


# --- Kubernetes

def kubectl() -> str:
    found = shutil.which("kubectl")
    if not found:
        pytest.skip("kubectl is not here: Debian's is too old for this kustomization")
    return found


@pytest.fixture(scope="module", params=["base", "overlays/example"])
def manifests(request, tmp_path_factory) -> list[dict]:
    """What would be applied."""
    built = tmp_path_factory.mktemp("manifests") / "all.yaml"
    built.write_text(run(kubectl(), "kustomize", KUBERNETES / request.param).stdout)
    documents = list(yaml.safe_load_all(built.read_text()))
    documents[0]["built"] = built
    return documents


def of(manifests, kind) -> list[dict]:
    return [document for document in manifests if document["kind"] == kind]


def test_every_manifest_fits_the_schemas_of_kubernetes(manifests):
    for version in ("1.30.0", "1.34.0"):
        done = tool("kubernetes-validate", "--strict", "--kubernetes-version", version, manifests[0]["built"])
        assert (done.stdout + done.stderr).count("passed for resource") == len(manifests)


def test_each_service_can_be_watched_moved_and_grown(manifests):
    for service in SERVICES:
        [deployment] = [one for one in of(manifests, "Deployment") if one["metadata"]["name"] == f"resuelve-{service}"]
        pod = deployment["spec"]["template"]
        [container] = pod["spec"]["containers"]
        [migration] = pod["spec"]["initContainers"]
        assert migration["args"] == ["admin", "migrate", service]  # run in test_rights.py
        assert migration["image"] == container["image"] and migration["securityContext"] == container["securityContext"]
        assert container["args"] == [service]
        assert container["livenessProbe"]["httpGet"]["path"] == "/healthz"
        assert container["readinessProbe"]["httpGet"]["path"] == "/readyz"
        assert container["resources"]["requests"] and container["resources"]["limits"]
        assert container["securityContext"] == {"allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True,
                                                "capabilities": {"drop": ["ALL"]}}
        assert pod["spec"]["securityContext"]["runAsNonRoot"] and not pod["spec"]["automountServiceAccountToken"]
        for kind in ("Service", "PodDisruptionBudget", "HorizontalPodAutoscaler"):
            [one] = [one for one in of(manifests, kind) if one["metadata"]["name"] == f"resuelve-{service}"]
            if kind == "Service":
                assert one["spec"]["selector"].items() <= pod["metadata"]["labels"].items()
        secret = next(volume["secret"]["secretName"] for volume in pod["spec"]["volumes"] if volume["name"] == "access")
        assert secret == f"resuelve-{service}"


def test_the_cluster_nginx_has_every_file_that_it_includes(manifests):
    files = {}
    for one in of(manifests, "ConfigMap"):
        if "nginx" in one["metadata"]["name"]:
            files |= one["data"]
    included = {name for text in files.values() for name in re.findall(r"^\s*include ([\w.-]+);", text, re.MULTILINE)}
    assert included and included <= set(files)
    assert files["listen.conf"] == (ROOT / "deploy/nginx/listen-plain.conf").read_text()


def test_settings_that_are_set_exist(manifests):
    known = run(BINARY, "config").stdout + (ROOT / "src/app/options.cpp").read_text()
    text = json.dumps([of(manifests, "ConfigMap"), of(manifests, "Deployment"), compose()], default=str)
    names = set(re.findall(r"RESUELVE_([A-Z_]+)", text)) - {"IMAGE", "HTTPS_PORT"}
    for name in names:
        setting = name.removesuffix("_FILE").lower().replace("_", "-")
        assert f'"{setting}"' in known or f"{setting} = " in known, name


# --- GitHub

def test_the_workflow_fits_its_schema_and_zizmor_finds_no_weakness():
    workflow = ROOT / ".github/workflows/test.yml"
    tool("check-jsonschema", "--builtin-schema", "vendor.github-workflows", workflow)
    assert "No findings" in (lambda done: done.stdout + done.stderr)(tool("zizmor", "--offline", "--no-progress", workflow))


def test_only_what_is_green_on_main_is_deployed():
    jobs = yaml.safe_load((ROOT / ".github/workflows/test.yml").read_text())["jobs"]

    def waits_for_tests(name: str) -> bool:
        needs = jobs[name].get("needs", [])
        needs = [needs] if isinstance(needs, str) else needs
        return "test" in needs or any(waits_for_tests(other) for other in needs)

    deploying = {name for name in jobs if name != "test"}
    assert deploying == {"image", "kubernetes", "heroku"} and all(waits_for_tests(name) for name in deploying)
    for name in ("image", "heroku"):
        assert "github.ref == 'refs/heads/main'" in jobs[name]["if"] and "github.event_name == 'push'" in jobs[name]["if"]
    assert not any("always()" in str(job.get("if")) for job in jobs.values())
    for action in re.findall(r"uses: (\S+)", (ROOT / ".github/workflows/test.yml").read_text()):
        assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", action), action


def test_units_are_well_formed_and_little_exposed(tmp_path):
    """As they are, with a program in the place of ours: systemd-analyze wants it to exist."""
    for name in ("resuelve.service", "resuelve@.service"):
        text = (ROOT / "deploy/systemd" / name).read_text()
        unit = tmp_path / name.replace("@", "@intake")
        unit.write_text(text.replace("/usr/bin/resuelve", str(BINARY)))
        verified = subprocess.run(["systemd-analyze", "verify", "--man=no", unit], capture_output=True, text=True)
        ours = [line for line in verified.stderr.splitlines() if "resuelve" in line]
        assert verified.returncode == 0 and not ours, verified.stderr
        exposure = run("systemd-analyze", "security", "--offline=true", "--no-pager", ROOT / "deploy/systemd" / name).stdout
        assert float(re.search(r"exposure level for \S+: ([\d.]+)", exposure)[1]) < 1.5
