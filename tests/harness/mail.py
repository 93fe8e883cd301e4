"""The mail that the program wrote, as it does without an SMTP server."""

import email
import email.policy
import re
import time
from email.message import EmailMessage


def mails(server, to: str | None = None) -> list[EmailMessage]:
    """Every mail, oldest first. Each instance that sends has a folder of its own."""
    found = []
    paths = [path for folder in server.mail_folders for path in folder.glob("*.eml")]
    for path in sorted(paths, key=lambda path: (path.stat().st_mtime_ns, path.name)):
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        if to is None or to.lower() in str(message["To"]).lower():
            found.append(message)
    return found


def text_of(message: EmailMessage) -> str:
    part = message.get_body(preferencelist=("plain", "html"))
    return part.get_content() if part else ""


def token_in(message: EmailMessage, page: str = "") -> str | None:
    """The single-use token of the link in a mail; with `page`, if it leads there: verify, reset, access."""
    # Behind "#", so that no server logs it.
    found = re.search(page + r"#(?:token=)?([A-Za-z0-9_-]{20,})", text_of(message))
    return found[1] if found else None


def wait_for_token(server, to: str, after: int = 0, page: str = "", seconds: float = 20) -> str:
    """The token of the newest mail to the address, once there are more than `after` mails with one."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        tokens = [token for message in mails(server, to) if (token := token_in(message, page))]
        if len(tokens) > after:
            return tokens[-1]
        time.sleep(0.02)  # between two looks at the condition
    raise AssertionError(f"no mail with a link to {to} within {seconds} s; there are "
                         f"{[(str(mail['To']), str(mail['Subject'])) for mail in mails(server)][-10:]}")
