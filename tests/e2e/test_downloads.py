"""A long file is fetched in parts, as players and interrupted downloads do."""


def test_a_file_is_downloaded_in_parts(world):
    customer = world.customer()
    incident = customer.open()
    content = "una línea tras otra\n" * 5000
    uploaded = customer.send("POST", f"/api/v1/my/incidents/{incident['id']}/attachments", params={"name": "a.txt"},
                             content=content.encode(), headers={"Content-Type": "text/plain"}, expect=201).json()
    path = f"/api/v1/my/incidents/{incident['id']}/attachments/{uploaded['id']}"
    whole = customer.get(path)
    size = len(whole.content)
    parts = [customer.get(path, headers={"Range": f"bytes={first}-{first + 29999}"}, expect=206)
             for first in range(0, size, 30000)]
    assert b"".join(part.content for part in parts) == content.encode()
    assert parts[0].headers["content-range"] == f"bytes 0-29999/{size}"
    assert parts[0].headers["content-security-policy"] == whole.headers["content-security-policy"]
    for ignored in ({"Range": f"bytes={size}-"}, {"Range": "bytes=0-9", "If-Range": '"another"'}):
        assert customer.get(path, headers=ignored).content == whole.content
